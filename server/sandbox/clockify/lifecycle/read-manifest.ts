import { AppError } from '../../../shared/errors.ts'
import { isObject, type JsonObject } from '../http/read-input.ts'
import { SCOPES } from '../http/scopes.ts'
import { WEBHOOK_EVENTS } from '../webhooks/webhook-events.ts'
import type { LifecycleType, Manifest, ManifestWebhook } from './add-on.ts'

const LIFECYCLE: readonly LifecycleType[] = ['INSTALLED', 'DELETED', 'STATUS_CHANGED', 'SETTINGS_UPDATED']

export interface ManifestRules {
  readonly webhookCap: number
  /** undefined takes any key. */
  readonly addonKey: string | undefined
}

/** Refuses what the platform would refuse; every complaint is named. */
export function readManifest(source: unknown, rules: ManifestRules): Manifest {
  if (!isObject(source)) throw refused(['it is no JSON object'])
  const complaints = [
    ...complainAboutIdentity(source, rules),
    ...complainAboutScopes(source['scopes']),
    ...complainAboutLifecycle(source['lifecycle']),
    ...complainAboutWebhooks(source['webhooks'], rules.webhookCap),
  ]
  if (complaints.length > 0) throw refused(complaints)
  return {
    key: String(source['key']),
    name: String(source['name']),
    baseUrl: String(source['baseUrl']),
    // The checks above read each of these.
    scopes: (source['scopes'] ?? []) as readonly string[],
    lifecycle: (source['lifecycle'] ?? []) as Manifest['lifecycle'],
    webhooks: (source['webhooks'] ?? []) as readonly ManifestWebhook[],
    settings: source['settings'],
  }
}

function complainAboutIdentity(source: JsonObject, rules: ManifestRules): readonly string[] {
  const { key, name, baseUrl } = source
  const complaints: string[] = []
  if ('$schema' in source) complaints.push('$schema is not allowed')
  if (!isTextOf(key, 2)) complaints.push('key needs 2 to 50 characters')
  if (rules.addonKey !== undefined && key !== rules.addonKey) complaints.push(`key is not ${rules.addonKey}`)
  if (!isTextOf(name, 1)) complaints.push('name needs 1 to 50 characters')
  if (typeof baseUrl !== 'string' || !/^https?:\/\//.test(baseUrl))
    complaints.push('baseUrl is no http address')
  return complaints
}

function complainAboutScopes(scopes: unknown): readonly string[] {
  if (scopes === undefined) return []
  if (!Array.isArray(scopes)) return ['scopes is no list']
  const unknown = scopes
    .filter((scope) => !SCOPES.includes(String(scope)))
    .map((scope) => `unknown scope ${scope}`)
  return new Set(scopes).size === scopes.length ? unknown : [...unknown, 'scopes repeat']
}

function complainAboutLifecycle(lifecycle: unknown): readonly string[] {
  if (lifecycle === undefined) return []
  if (!Array.isArray(lifecycle)) return ['lifecycle is no list']
  return lifecycle.flatMap((item: unknown) => {
    if (!isObject(item) || !isPath(item['path'])) return ['a lifecycle entry has no path']
    return LIFECYCLE.some((type) => type === item['type'])
      ? []
      : [`unknown lifecycle type ${String(item['type'])}`]
  })
}

function complainAboutWebhooks(webhooks: unknown, cap: number): readonly string[] {
  if (webhooks === undefined) return []
  if (!Array.isArray(webhooks)) return ['webhooks is no list']
  const complaints = webhooks.flatMap((item: unknown) => {
    if (!isObject(item) || !isPath(item['path'])) return ['a webhook has no path']
    return WEBHOOK_EVENTS.includes(String(item['event']))
      ? []
      : [`unknown webhook event ${String(item['event'])}`]
  })
  if (webhooks.length > cap) complaints.push(`${webhooks.length} webhooks, at most ${cap} are allowed`)
  const paths = webhooks.map((item: unknown) => (isObject(item) ? item['path'] : undefined))
  if (new Set(paths).size !== paths.length) complaints.push('two webhooks share a path')
  return complaints
}

function isTextOf(value: unknown, shortest: number): boolean {
  return typeof value === 'string' && value.length >= shortest && value.length <= 50
}

function isPath(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function refused(complaints: readonly string[]): AppError {
  return new AppError('INVALID', `Clockify would refuse this manifest: ${complaints.join('; ')}.`)
}
