import AjvDraft04 from 'ajv-draft-04'
import formats from 'ajv-formats'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  buildManifest,
  defineAddonSettings,
  READ_SCOPES,
  readManifestFiles,
  WRITE_SCOPES,
  type Manifest,
} from '../../server/platform/addon/index.ts'
import { findManifestProblems } from '../../server/platform/addon/manifest-rules.ts'
import { WEBHOOK_EVENT_NAMES } from '../../server/platform/webhooks/index.ts'
import { projectRoot } from '../../server/shared/project-root.ts'

const vendorFolder = join(projectRoot, '../shared/vendor')
const schemaFile = (version: string) => join(vendorFolder, `clockify-manifest-schema-${version}.json`)
// The platform's schema is its own document and not part of this repository.
const atHand = ['1.5', '1.6'].filter((version) => existsSync(schemaFile(version)))

async function ourManifest(webhookEvents: readonly string[]): Promise<Manifest> {
  const { base } = await readManifestFiles(join(projectRoot, 'manifest'))
  return buildManifest({
    key: 'switchyard',
    baseUrl: 'https://addon.example',
    webhookEvents,
    base,
    settings: defineAddonSettings({ autoBootstrap: true, requestsPerHour: 0, keepRecordsFresh: true }),
    parts: [{ scopes: READ_SCOPES }, { scopes: WRITE_SCOPES }],
  })
}

async function schemaProblems(version: string, manifest: unknown): Promise<unknown> {
  const schema: object = JSON.parse(await readFile(schemaFile(version), 'utf8'))
  const ajv = new AjvDraft04.default({ allErrors: true, strict: false })
  formats.default(ajv)
  const validate = ajv.compile(schema)
  validate(JSON.parse(JSON.stringify(manifest)))
  return validate.errors ?? []
}

describe('our manifest', () => {
  it('has a sidebar for everyone, an admin tab and an icon', async () => {
    const manifest = await ourManifest(['NEW_TAG'])

    expect(manifest.components.map(({ type, accessLevel }) => [type, accessLevel])).toEqual([
      ['sidebar', 'EVERYONE'],
      ['team.tab', 'ADMINS'],
    ])
    expect(manifest.iconPath).toBe('/manifest/icon.svg')
  })

  it('keeps our copy of the rules', async () => {
    const problems = findManifestProblems(await ourManifest(WEBHOOK_EVENT_NAMES.slice(0, 10)))

    expect(problems).toEqual([])
  })

  describe.runIf(atHand.includes('1.6'))("against the platform's schema 1.6", () => {
    it.each([0, 10, 20, 30, 40, 50])('is valid with the webhook events from %i', async (from) => {
      const manifest = await ourManifest(WEBHOOK_EVENT_NAMES.slice(from, from + 10))

      expect(await schemaProblems('1.6', manifest)).toEqual([])
    })

    it('agrees with our rules on what is wrong', async () => {
      const manifest = await ourManifest(['NEW_TAG'])
      const broken = [
        { ...manifest, key: 'x' },
        { ...manifest, name: '' },
        { ...manifest, baseUrl: 'ftp://x' },
        { ...manifest, minimalSubscriptionPlan: 'GOLD' },
        { ...manifest, scopes: ['WEBHOOK_READ'] },
        { ...manifest, scopes: ['TAG_READ', 'TAG_READ'] },
        { ...manifest, webhooks: [{ event: 'NOPE', path: '/x' }] },
        { ...manifest, lifecycle: [{ type: 'NOPE', path: '/x' }] },
        { ...manifest, components: [{ type: 'sidebar', path: '/x' }] },
        { ...manifest, settings: { tabs: [] } },
      ]

      const schema = await Promise.all(broken.map((candidate) => schemaProblems('1.6', candidate)))
      const ours = broken.map(findManifestProblems)

      expect(schema).not.toContainEqual([])
      expect(ours).not.toContainEqual([])
    })

    it('knows exactly the events and scopes of the schema', async () => {
      const schema = JSON.parse(await readFile(schemaFile('1.6'), 'utf8'))

      expect([...WEBHOOK_EVENT_NAMES].sort()).toEqual(schema.definitions.webhook.properties.event.enum.sort())
      expect([...READ_SCOPES, ...WRITE_SCOPES].sort()).toEqual(schema.definitions.scope.enum.sort())
    })
  })

  it.runIf(atHand.includes('1.5'))("is valid against the platform's schema 1.5 as well", async () => {
    const manifest = await ourManifest(WEBHOOK_EVENT_NAMES.slice(0, 10))

    expect(await schemaProblems('1.5', manifest)).toEqual([])
  })
})
