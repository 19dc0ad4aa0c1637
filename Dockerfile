FROM node:20-bookworm-slim AS front-end
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund


FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    DATA_DIR=/data

WORKDIR /srv/scoreboard
# Posters and notices are set with Pango, in Chinese faces.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin scoreboard \
    && install --directory --owner=scoreboard --mode=700 /data

COPY requirements/runtime.txt requirements/runtime.txt
RUN pip install --require-hashes --requirement requirements/runtime.txt

COPY --from=front-end /build/node_modules/@tabler/core/dist node_modules/@tabler/core/dist
COPY --from=front-end /build/node_modules/echarts/dist node_modules/echarts/dist
COPY manage.py ./
COPY static static
COPY templates templates
COPY scoreboard scoreboard
COPY contests contests

# Collecting needs settings that can be read; this key signs nothing and stays in this line.
RUN SECRET_KEY=for-collecting-static-files-while-building-only-0123456789 DATA_DIR=/tmp/build \
    python manage.py collectstatic --noinput --verbosity=0 \
    && rm -rf /tmp/build \
    && python -m compileall -q contests scoreboard

USER scoreboard
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--no-ws", "scoreboard.wsgi:application"]
