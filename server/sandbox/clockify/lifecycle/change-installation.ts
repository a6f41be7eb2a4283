import { AppError } from '../../../shared/errors.ts'
import type { World } from '../world.ts'
import type { Installation, InstallationStatus } from './add-on.ts'
import { callLifecycle, type LifecycleAnswer } from './call-addon.ts'
import { install } from './install.ts'
import { applySettings, type SettingChange, settingsOf } from './settings.ts'

export type Told = LifecycleAnswer | undefined

export function requireInstallation(world: World): Installation {
  if (!world.addOn.installation)
    throw new AppError('CONFLICT', 'No add-on is installed: call install() first.')
  return world.addOn.installation
}

export async function changeSettings(world: World, changes: readonly SettingChange[]): Promise<Told> {
  const installation = requireInstallation(world)
  const { changed, unknown } = applySettings(world.addOn.settings, changes)
  if (unknown.length > 0) throw new AppError('INVALID', `The manifest has no setting ${unknown.join(', ')}.`)
  const told = world.quirks.settingsChangedOnly ? changed : settingsOf(world.addOn.settings)
  const settings = told.map(({ id, name, value }) => ({ id, name, value }))
  const body =
    world.quirks.settingsBody === 'bare-array'
      ? settings
      : { workspaceId: world.state.workspaceId, addonId: installation.addonId, settings }
  return callLifecycle(world, installation, { type: 'SETTINGS_UPDATED', body })
}

export async function setStatus(world: World, status: InstallationStatus): Promise<Told> {
  const installation = requireInstallation(world)
  installation.status = status
  const body = { addonId: installation.addonId, workspaceId: world.state.workspaceId, status }
  return callLifecycle(world, installation, { type: 'STATUS_CHANGED', body })
}

/** All tokens are dead before the add-on hears of it. */
export async function uninstall(world: World): Promise<Told> {
  const installation = requireInstallation(world)
  world.addOn.installation = undefined
  world.addOn.settings = undefined
  const body = {
    addonId: installation.addonId,
    workspaceId: world.state.workspaceId,
    asUser: world.state.ownerId,
  }
  return callLifecycle(world, installation, { type: 'DELETED', body })
}

/** Uninstalls and installs again: a new addonId and new tokens. */
export async function reinstall(world: World): Promise<Installation> {
  const { manifest } = requireInstallation(world)
  await uninstall(world)
  return install(world, { baseUrl: manifest.baseUrl })
}
