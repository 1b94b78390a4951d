# Built in two stages: packages are installed in the first, the second has no build tools and runs as nobody in particular.
FROM python:3.13-slim@sha256:9662417aace5ae7b8e2609cce472b72a8958e134ba372808abe9cc1a0c0125e6 AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
RUN python -m venv /venv
COPY requirements/base.lock requirements/base.lock
RUN /venv/bin/pip install --require-hashes -r requirements/base.lock
COPY . .
RUN IRO_MODE=production SECRET_KEY=only-for-collecting-static-files-0123456789-abcdefghijklmnop ALLOWED_HOSTS=localhost \
    DATABASE_URL=postgres:///none REDIS_URL=redis://localhost/0 STATIC_ROOT=/app/var/static \
    /venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.13-slim@sha256:9662417aace5ae7b8e2609cce472b72a8958e134ba372808abe9cc1a0c0125e6
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin iro
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 IRO_MODE=production STATIC_ROOT=/app/var/static
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
USER iro
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-m", "tools.healthcheck"]
CMD ["gunicorn", "iro_portal.wsgi:application", "--config", "iro_portal/gunicorn.py"]
