import { StartError } from '../../shared/errors.ts'
import type { ManifestPart } from '../feature.ts'
import { eventPath } from '../webhooks/index.ts'
import { findManifestProblems, type Manifest } from './manifest-rules.ts'
import type { SettingDefinition } from './setting-definition.ts'

export interface ManifestInput {
  readonly key: string
  readonly baseUrl: string
  readonly webhookEvents: readonly string[]
  /** manifest/base.json: name, description, plan, icon, components. */
  readonly base: object
  readonly settings: readonly SettingDefinition[]
  /** What the modules need: their scopes, components and settings. */
  readonly parts: readonly ManifestPart[]
}

const LIFECYCLE = [
  { type: 'INSTALLED', path: '/lifecycle/installed' },
  { type: 'SETTINGS_UPDATED', path: '/lifecycle/settings-updated' },
  { type: 'STATUS_CHANGED', path: '/lifecycle/status-changed' },
  { type: 'DELETED', path: '/lifecycle/deleted' },
] as const

/** Throws a StartError that lists everything the platform would refuse. */
export function buildManifest(input: ManifestInput): Manifest {
  const { components: baseComponents = [], ...base } = componentsOf(input.base)
  const scopes = new Set(input.parts.flatMap((part) => part.scopes ?? []))
  const settings = [...input.settings, ...input.parts.flatMap((part) => part.settings ?? [])]
  const manifest = {
    ...base,
    schemaVersion: '1.6',
    key: input.key,
    baseUrl: input.baseUrl,
    scopes: [...scopes].toSorted(),
    lifecycle: LIFECYCLE,
    webhooks: input.webhookEvents.map((event) => ({ event, path: eventPath(event) })),
    components: [...baseComponents, ...input.parts.flatMap((part) => part.components ?? [])],
    settings: { tabs: [{ id: 'general', name: 'General', settings }] },
  }
  return requireValid(manifest)
}

function componentsOf(base: object): { readonly components?: readonly unknown[] } {
  if (!('components' in base) || Array.isArray(base.components)) return base
  throw new StartError('manifest/base.json: components is no list.')
}

function requireValid(manifest: object): Manifest {
  const problems = findManifestProblems(manifest)
  if (problems.length > 0)
    throw new StartError(
      `Clockify would refuse the manifest; check CLOCKIFY_WEBHOOK_EVENTS, BASE_URL and manifest/base.json:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
    )
  // findManifestProblems has read it with the schema of this very type.
  return manifest as Manifest
}
