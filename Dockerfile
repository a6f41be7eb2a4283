# syntax=docker/dockerfile:1
FROM node:22.21-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.client.json ./
COPY scripts scripts
COPY server server
COPY client client
COPY ui ui
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:22.21-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=8080 \
    DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY manifest manifest
COPY scripts/healthcheck.mjs scripts/healthcheck.mjs
COPY migrations migrations
COPY openapi openapi
# The only place that is written to; everything else works on a read-only root file system.
RUN install -d -o node -g node /data
USER node
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 CMD ["node", "scripts/healthcheck.mjs"]
CMD ["node", "dist/server/main.js"]
