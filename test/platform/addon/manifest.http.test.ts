import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  buildManifest,
  defineAddonSettings,
  manifestRoutes,
  readManifestFiles,
} from '../../../server/platform/addon/index.ts'
import { createHttp } from '../../../server/platform/http/index.ts'
import { createLog } from '../../../server/shared/create-log.ts'
import { projectRoot } from '../../../server/shared/project-root.ts'
import { DEFAULTS } from './an-addon.ts'

let app: FastifyInstance

beforeAll(async () => {
  const { base, icon } = await readManifestFiles(join(projectRoot, 'manifest'))
  const manifest = buildManifest({
    key: 'switchyard',
    baseUrl: 'https://addon.example',
    webhookEvents: ['NEW_TAG'],
    base,
    settings: defineAddonSettings(DEFAULTS),
    parts: [{ scopes: ['TAG_READ'] }],
  })
  app = await createHttp({ log: createLog('silent'), https: true, observe: () => {} })
  await app.register(manifestRoutes, { deps: { manifest: () => manifest, icon } })
})
afterAll(() => app.close())

describe('GET /manifest.json', () => {
  it('gives the whole manifest to anybody', async () => {
    const answer = await app.inject('/manifest.json')

    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toMatch(/^application\/json/)
    expect(answer.json()).toMatchObject({
      schemaVersion: '1.6',
      key: 'switchyard',
      webhooks: [{ event: 'NEW_TAG', path: '/webhooks/clockify/new-tag' }],
      scopes: ['TAG_READ'],
    })
  })
})

describe('GET /manifest/icon.svg', () => {
  it('gives a picture that Clockify may show', async () => {
    const answer = await app.inject('/manifest/icon.svg')

    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'cross-origin-resource-policy': 'cross-origin',
    })
    expect(answer.body).toContain('<svg')
  })
})
