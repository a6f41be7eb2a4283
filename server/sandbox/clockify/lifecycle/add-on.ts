export interface ManifestWebhook {
  readonly event: string
  readonly path: string
}

/** What the platform reads of a manifest. */
export interface Manifest {
  readonly key: string
  readonly name: string
  readonly baseUrl: string
  readonly scopes: readonly string[]
  readonly lifecycle: readonly { readonly type: LifecycleType; readonly path: string }[]
  readonly webhooks: readonly ManifestWebhook[]
  readonly settings: unknown
}

export type LifecycleType = 'INSTALLED' | 'DELETED' | 'STATUS_CHANGED' | 'SETTINGS_UPDATED'
export type InstallationStatus = 'ACTIVE' | 'INACTIVE'

export interface AddonWebhook extends ManifestWebhook {
  readonly id: string
  readonly authToken: string
}

export interface Installation {
  readonly addonId: string
  readonly addonKey: string
  readonly addonUserId: string
  readonly manifest: Manifest
  readonly authToken: string
  readonly webhooks: readonly AddonWebhook[]
  status: InstallationStatus
}

export interface Setting {
  readonly id: string
  readonly name: string
  value: unknown
}

/** The one add-on of this workspace. */
export interface AddOn {
  installation: Installation | undefined
  /** The manifest's settings with today's values; undefined for add-ons without structured settings. */
  settings: unknown
}

/** Paths are appended to the base URL; a join never leaves two slashes. */
export function addonUrl(installation: Installation, path: string): string {
  return `${installation.manifest.baseUrl.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`
}
