# The box of a branch, and the command line `brotkasten` that makes it one.
#   docker build -f compose/box.Dockerfile -t brotkasten-box .
# Only instructions that podman, buildah and classic docker build understand.

FROM docker.io/library/node:24-bookworm-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY domain/package.json domain/
COPY fiscal-driver/package.json fiscal-driver/
COPY edge/package.json edge/
COPY terminal/package.json terminal/
COPY central/package.json central/
COPY central/dashboard/package.json central/dashboard/
COPY provisioning/package.json provisioning/
COPY tests/package.json tests/

FROM manifests AS terminal
RUN npm ci
COPY . .
RUN node provisioning/src/demo/build-apps.ts terminal

# npm also installs the compiler, an optional peer of valibot; nothing runs it here.
FROM manifests AS modules
RUN npm ci --omit=dev --workspace domain --workspace fiscal-driver --workspace edge --workspace provisioning \
 && rm -rf node_modules/typescript node_modules/@typescript node_modules/@types

FROM docker.io/library/node:24-bookworm-slim
LABEL org.opencontainers.image.title="Brotkasten box" \
      org.opencontainers.image.description="Point of sale of one bakery branch" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=modules /app/node_modules node_modules
COPY package.json ./
COPY domain domain
COPY fiscal-driver fiscal-driver
COPY edge edge
COPY provisioning provisioning
COPY compose/health.js compose/
COPY --from=terminal /app/terminal/dist terminal/dist
RUN ln -s /app/provisioning/bin/brotkasten.js /usr/local/bin/brotkasten \
 && mkdir /data && chown 1000:1000 /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 MQTT_PORT=1883 MQTT_WS_PORT=9001 DATA_DIR=/data
USER 1000:1000
VOLUME /data
EXPOSE 8080 1883 9001
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["node", "compose/health.js"]
CMD ["node", "edge/src/main.ts"]
