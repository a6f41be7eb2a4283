import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { hasShape } from '../../shared/has-shape.ts'
import { WEBHOOK_EVENT_NAMES } from '../webhooks/index.ts'
import {
  ACCESS_LEVELS,
  COMPONENT_TYPES,
  LIFECYCLE_TYPES,
  PLANS,
  READ_SCOPES,
  WRITE_SCOPES,
} from './manifest-words.ts'
import { SettingDefinition } from './setting-definition.ts'

const Path = Type.String({ minLength: 1, pattern: '^/' })

const Component = Type.Object({
  type: Type.Enum([...COMPONENT_TYPES]),
  label: Type.String({ minLength: 1 }),
  path: Path,
  accessLevel: Type.Enum([...ACCESS_LEVELS]),
  iconPath: Type.Optional(Path),
})

const SettingsTab = Type.Object({
  id: Type.String({ minLength: 1 }),
  name: Type.String({ minLength: 1 }),
  settings: Type.Array(SettingDefinition),
})

/** The platform's rules for a manifest of schema 1.6, with its cap on webhooks, as far as we use it. */
export const Manifest = Type.Object(
  {
    schemaVersion: Type.Literal('1.6'),
    key: Type.String({ minLength: 2, maxLength: 50 }),
    name: Type.String({ minLength: 1, maxLength: 50 }),
    baseUrl: Type.String({ pattern: '^https?://[^/]' }),
    description: Type.Optional(Type.String()),
    iconPath: Type.Optional(Path),
    minimalSubscriptionPlan: Type.Enum([...PLANS]),
    scopes: Type.Array(Type.Enum([...READ_SCOPES, ...WRITE_SCOPES]), { uniqueItems: true }),
    lifecycle: Type.Array(Type.Object({ type: Type.Enum([...LIFECYCLE_TYPES]), path: Path }), {
      uniqueItems: true,
    }),
    webhooks: Type.Array(Type.Object({ event: Type.Enum([...WEBHOOK_EVENT_NAMES]), path: Path }), {
      maxItems: 10,
      uniqueItems: true,
    }),
    components: Type.Array(Component, { uniqueItems: true }),
    settings: Type.Object({ tabs: Type.Array(SettingsTab, { minItems: 1 }) }),
  },
  // The platform refuses a manifest that names its own schema; other fields it would only ignore.
  { additionalProperties: false },
)
export type Manifest = Static<typeof Manifest>

/** What the platform would refuse, or what would only show when a webhook arrives; empty when all is well. */
export function findManifestProblems(manifest: unknown): readonly string[] {
  if (!hasShape(Manifest, manifest))
    return Value.Errors(Manifest, manifest).map((error) => `${error.instancePath || '/'} ${error.message}`)
  return [
    ...repeated(manifest.webhooks.map((webhook) => webhook.path)).map(
      (path) => `two webhooks share the path ${path}; their tokens are told apart by it`,
    ),
    ...repeated(manifest.settings.tabs.flatMap((tab) => tab.settings.map((setting) => setting.id))).map(
      (id) => `two settings share the id ${id}`,
    ),
    ...repeated(
      manifest.components
        .filter((component) => component.type === 'sidebar')
        .map((component) => component.type),
    ).map(() => 'there is more than one sidebar component'),
  ]
}

function repeated(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))]
}
