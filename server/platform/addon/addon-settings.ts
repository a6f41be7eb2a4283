import { Type, type Static } from 'typebox'
import type { SettingDefinition } from './setting-definition.ts'

/** The settings of the platform itself, as code reads them. */
export const AddonSettings = Type.Object({
  autoBootstrap: Type.Boolean(),
  requestsPerHour: Type.Integer({ minimum: 0, maximum: 10_000_000 }),
  keepRecordsFresh: Type.Boolean(),
})
/** `requestsPerHour`: 0 is no hourly limit. */
export type AddonSettings = Static<typeof AddonSettings>

/** The same as the manifest shows them; what the server is configured with is their first value. */
export function defineAddonSettings(defaults: AddonSettings): readonly SettingDefinition[] {
  return [
    {
      id: 'autoBootstrap',
      name: 'Read the workspace after installing',
      description: 'Starts collecting what the add-on may read as soon as it is installed.',
      type: 'CHECKBOX',
      value: defaults.autoBootstrap,
      accessLevel: 'ADMINS',
    },
    {
      id: 'requestsPerHour',
      name: 'Requests per hour',
      description:
        'How many requests to Clockify this workspace may cost per hour. 30 suits a Free workspace; 0 is no limit.',
      type: 'NUMBER',
      value: defaults.requestsPerHour,
      accessLevel: 'ADMINS',
    },
    {
      id: 'keepRecordsFresh',
      name: 'Keep records fresh',
      description: 'Updates the collected records when a webhook tells of a change.',
      type: 'CHECKBOX',
      value: defaults.keepRecordsFresh,
      accessLevel: 'ADMINS',
    },
  ]
}
