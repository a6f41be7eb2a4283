import { Type, type Static } from 'typebox'

const Id = (description: string) => Type.String({ minLength: 1, maxLength: 64, description })
const MaybeId = (description: string) =>
  Type.Optional(Type.Union([Id(description), Type.Null()], { description }))
const Token = (description: string) => Type.String({ minLength: 1, maxLength: 8192, description })

const installation = {
  workspaceId: Id('the workspace; must be the one that the token proves'),
  addonId: Id('the installation; must be the one that the token proves'),
}

const InstalledWebhook = Type.Object({
  path: Type.String({
    minLength: 1,
    maxLength: 2000,
    description: 'the path of the manifest, or a full URL with it',
  }),
  authToken: Token('what each delivery to this path carries as its signature'),
})

export const InstalledBody = Type.Object({
  ...installation,
  authToken: Token('the installation token'),
  asUser: MaybeId('the user who installed the add-on'),
  addonUserId: MaybeId('the user that the add-on acts as'),
  apiUrl: Type.Optional(
    Type.Union([Type.String({ maxLength: 500 }), Type.Null()], {
      description: 'the API host; checked, but the one in the installation token counts',
    }),
  ),
  webhooks: Type.Optional(
    Type.Union([Type.Array(InstalledWebhook, { maxItems: 100 }), Type.Null()], {
      description: 'a token for each webhook of the manifest',
    }),
  ),
})
export type InstalledBody = Static<typeof InstalledBody>

const ChangedSettings = Type.Array(
  Type.Object({
    id: Type.String({ minLength: 1, maxLength: 200, description: 'the id of a setting of the manifest' }),
    value: Type.Unknown({ description: 'its new value, of the kind that the setting has' }),
  }),
  { maxItems: 500, description: 'the settings that changed' },
)

export const SettingsUpdatedBody = Type.Union([
  Type.Object({ ...installation, settings: ChangedSettings }),
  ChangedSettings,
])
export type SettingsUpdatedBody = Static<typeof SettingsUpdatedBody>

export const StatusChangedBody = Type.Object({
  ...installation,
  status: Type.Enum(['ACTIVE', 'INACTIVE'], { description: 'whether the add-on may work' }),
})
export type StatusChangedBody = Static<typeof StatusChangedBody>

export const DeletedBody = Type.Object({ ...installation, asUser: MaybeId('the user who uninstalled it') })
export type DeletedBody = Static<typeof DeletedBody>

const outcome = <T extends string[]>(...names: [...T]) =>
  Type.Object({ outcome: Type.Enum(names, { description: 'what the call did' }) })

export const InstallOutcome = outcome('installed', 'reinstalled', 'repeated', 'ignored')
export const SettingsOutcome = outcome('updated')
export const StatusOutcome = outcome('changed')
export const UninstallOutcome = outcome('uninstalled', 'absent', 'ignored')
export type InstallOutcome = Static<typeof InstallOutcome>
export type SettingsOutcome = Static<typeof SettingsOutcome>
export type StatusOutcome = Static<typeof StatusOutcome>
export type UninstallOutcome = Static<typeof UninstallOutcome>
