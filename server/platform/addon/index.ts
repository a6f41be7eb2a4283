// Promises: what Clockify's tokens prove is what happens, to that workspace and that installation only; a lifecycle event is
// answered after its commit and may come twice. Never: believes a body about whose it is, or keeps anything after an uninstall.
export { AddonSettings, defineAddonSettings } from './addon-settings.ts'
export { buildManifest, type ManifestInput } from './build-manifest.ts'
export { findInstallation, type Installation } from './installation.store.ts'
export { lifecycleRoutes } from './lifecycle.routes.ts'
export { manifestRoutes } from './manifest.routes.ts'
export type { Manifest } from './manifest-rules.ts'
export { READ_SCOPES, WRITE_SCOPES } from './manifest-words.ts'
export { readAddonSettings, readAddonSettingsIn } from './read-addon-settings.ts'
export {
  readInstallationAccess,
  readInstallationAccessIn,
  type InstallationAccess,
} from './read-installation-access.ts'
export { readManifestFiles, type ManifestFiles } from './read-manifest-files.ts'
export { recogniseWebhook } from './recognise-webhook.ts'
export { requireActive } from './require-installation.ts'
export type { SettingDefinition } from './setting-definition.ts'
export { createWebhookTokens, type WebhookTokens } from './webhook-tokens.ts'
