"""The design system's files are written whole, whoever else writes them at the same moment."""

from concurrent.futures import ThreadPoolExecutor

from config.assets import package, prepare


def test_many_threads_may_prepare_the_files_at_once(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        for n in range(10):
            list(pool.map(lambda _, target=tmp_path / str(n): prepare(package(), target), range(8)))
            assert "url(assets/" in (tmp_path / str(n) / "nhsuk.css").read_text()
    assert {path.suffix for path in tmp_path.rglob("*.*")} == {".css", ".js", ".svg"}
