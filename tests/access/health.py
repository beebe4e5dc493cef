"""What load balancers ask: the same for everyone."""

from tests.access.row import Row

ROWS = [Row("health:healthz", everyone=200), Row("health:readyz", everyone=200)]
