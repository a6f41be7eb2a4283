import { describe, expect, it } from 'vitest'
import {
  buildManifest,
  defineAddonSettings,
  READ_SCOPES,
  type ManifestInput,
} from '../../../server/platform/addon/index.ts'
import { findManifestProblems } from '../../../server/platform/addon/manifest-rules.ts'
import { WEBHOOK_EVENT_NAMES } from '../../../server/platform/webhooks/index.ts'

const defaults = { autoBootstrap: true, requestsPerHour: 0, keepRecordsFresh: true }

function anInput(change: Partial<ManifestInput> = {}): ManifestInput {
  return {
    key: 'switchyard',
    baseUrl: 'https://addon.example',
    webhookEvents: WEBHOOK_EVENT_NAMES.slice(0, 10),
    base: { name: 'Switchyard', minimalSubscriptionPlan: 'FREE', components: [aComponent] },
    settings: defineAddonSettings(defaults),
    parts: [{ scopes: READ_SCOPES }],
    ...change,
  }
}

const aComponent = { type: 'sidebar', label: 'Switchyard', path: '/ui/', accessLevel: 'EVERYONE' }
const aSetting = { id: 'mode', name: 'Mode', type: 'TXT', value: 'a', accessLevel: 'ADMINS' }

describe('buildManifest', () => {
  it('declares the four lifecycle events and a path of its own for each webhook', () => {
    const manifest = buildManifest(anInput())

    expect(manifest.lifecycle.map(({ type }) => type)).toEqual([
      'INSTALLED',
      'SETTINGS_UPDATED',
      'STATUS_CHANGED',
      'DELETED',
    ])
    expect(new Set(manifest.webhooks.map(({ path }) => path)).size).toBe(10)
    expect(Object.keys(manifest)).not.toContain('$schema')
  })

  it('declares each scope once, and only those that a part uses', () => {
    const manifest = buildManifest(
      anInput({ parts: [{ scopes: ['USER_READ', 'TAG_READ'] }, { scopes: ['USER_READ'] }, {}] }),
    )

    expect(manifest.scopes).toEqual(['TAG_READ', 'USER_READ'])
  })

  it('adds components and settings of the parts', () => {
    const tab = { ...aComponent, type: 'team.tab' }

    const manifest = buildManifest(anInput({ parts: [{ components: [tab], settings: [aSetting] }] }))

    expect(manifest.components).toEqual([aComponent, tab])
    expect(manifest.settings.tabs[0]?.settings.map(({ id }) => id)).toEqual([
      'autoBootstrap',
      'requestsPerHour',
      'keepRecordsFresh',
      'mode',
    ])
  })

  it('shows the configured values as the first ones', () => {
    const settings = defineAddonSettings({
      autoBootstrap: false,
      requestsPerHour: 30,
      keepRecordsFresh: false,
    })

    const manifest = buildManifest(anInput({ settings }))

    expect(manifest.settings.tabs[0]?.settings.map(({ value }) => value)).toEqual([false, 30, false])
  })

  it.each<readonly [string, Partial<ManifestInput>]>([
    ['an unknown event', { webhookEvents: ['TIME_ENTRY_BATCH_DELETED'] }],
    ['eleven webhooks', { webhookEvents: WEBHOOK_EVENT_NAMES.slice(0, 11) }],
    ['an event twice', { webhookEvents: ['NEW_TAG', 'NEW_TAG'] }],
    ['an unknown scope', { parts: [{ scopes: ['WEBHOOK_READ'] }] }],
    ['a key of one letter', { key: 'x' }],
    ['a base URL without scheme', { baseUrl: 'addon.example' }],
    ['no name', { base: { minimalSubscriptionPlan: 'FREE' } }],
    ['an unknown plan', { base: { name: 'S', minimalSubscriptionPlan: 'GOLD' } }],
    ['a schema reference', { base: { name: 'S', minimalSubscriptionPlan: 'FREE', $schema: 'x' } }],
    ['components that are no list', { base: { components: {} } }],
    ['two sidebars', { parts: [{ components: [{ ...aComponent, label: 'Two' }] }] }],
    ['a component without label', { parts: [{ components: [{ ...aComponent, label: undefined }] }] }],
    [
      'a component of an unknown type',
      { parts: [{ components: [{ ...aComponent, type: 'timesheet.tab' }] }] },
    ],
    ['an empty text as value', { parts: [{ settings: [{ ...aSetting, value: '' }] }] }],
    ['a value of another type', { parts: [{ settings: [{ ...aSetting, type: 'NUMBER' }] }] }],
    ['a dropdown without choices', { parts: [{ settings: [{ ...aSetting, type: 'DROPDOWN_SINGLE' }] }] }],
    ['a setting id twice', { parts: [{ settings: [aSetting, aSetting] }] }],
  ])('refuses %s with the reason', (_name, change) => {
    expect(() => buildManifest(anInput(change))).toThrow(
      expect.objectContaining({ name: 'StartError', message: expect.stringMatching(/manifest/) }),
    )
  })

  it('finds nothing to complain of in what it built', () => {
    const problems = findManifestProblems(JSON.parse(JSON.stringify(buildManifest(anInput()))))

    expect(problems).toEqual([])
  })
})
