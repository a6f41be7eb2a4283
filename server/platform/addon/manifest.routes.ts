import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Manifest } from './manifest-rules.ts'

interface ManifestRouteDeps {
  /** Asked per request: the public address may be known only after listening. */
  readonly manifest: () => Manifest
  readonly icon: Buffer
}

export const manifestRoutes: FastifyPluginAsyncTypebox<{ deps: ManifestRouteDeps }> = async (
  app,
  { deps },
) => {
  app.get(
    '/manifest.json',
    {
      schema: {
        operationId: 'getManifest',
        tags: ['add-on'],
        summary: 'The manifest that Clockify reads to install the add-on',
        response: { 200: Type.Unknown({ description: 'a manifest of schema version 1.6' }) },
      },
    },
    async (_request, reply) => reply.header('cache-control', 'no-cache').send(deps.manifest()),
  )

  app.get(
    '/manifest/icon.svg',
    {
      schema: {
        operationId: 'getManifestIcon',
        tags: ['add-on'],
        summary: 'The icon that Clockify shows beside the add-on',
        produces: ['image/svg+xml'],
      },
    },
    async (_request, reply) =>
      reply
        .type('image/svg+xml')
        .headers({
          'cache-control': 'public, max-age=3600',
          // Clockify's own pages show it.
          'cross-origin-resource-policy': 'cross-origin',
        })
        .send(deps.icon),
  )
}
