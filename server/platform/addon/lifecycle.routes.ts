import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { changeStatus } from './change-status.ts'
import { installAddon, type InstallDeps } from './install-addon.ts'
import { createLifecycleGuard, lifecycleScope } from './lifecycle-guard.ts'
import {
  DeletedBody,
  InstalledBody,
  InstallOutcome,
  SettingsOutcome,
  SettingsUpdatedBody,
  StatusChangedBody,
  StatusOutcome,
  UninstallOutcome,
} from './lifecycle.schemas.ts'
import { uninstallAddon, type UninstallDeps } from './uninstall-addon.ts'
import { updateSettings, type UpdateSettingsDeps } from './update-settings.ts'

type LifecycleDeps = InstallDeps & UpdateSettingsDeps & UninstallDeps

export const lifecycleRoutes: FastifyPluginAsyncTypebox<{ deps: LifecycleDeps }> = async (app, { deps }) => {
  const guard = createLifecycleGuard(deps)
  const { onRequest } = guard
  const scopeOf = (request: FastifyRequest) => lifecycleScope(guard.claimsOf(request))

  app.post(
    '/lifecycle/installed',
    {
      onRequest,
      schema: {
        ...described('installAddon', 'Clockify installed the add-on in a workspace'),
        body: InstalledBody,
        response: { 200: InstallOutcome },
      },
    },
    async (request) =>
      installAddon(deps, scopeOf(request), { claims: guard.claimsOf(request), body: request.body }),
  )

  app.post(
    '/lifecycle/settings-updated',
    {
      onRequest,
      schema: {
        ...described('updateAddonSettings', 'Somebody changed settings of the add-on in Clockify'),
        body: SettingsUpdatedBody,
        response: { 200: SettingsOutcome },
      },
    },
    async (request) =>
      updateSettings(deps, scopeOf(request), { claims: guard.claimsOf(request), body: request.body }),
  )

  app.post(
    '/lifecycle/status-changed',
    {
      onRequest,
      schema: {
        ...described('changeAddonStatus', 'Somebody switched the add-on on or off in Clockify'),
        body: StatusChangedBody,
        response: { 200: StatusOutcome },
      },
    },
    async (request) =>
      changeStatus(deps, scopeOf(request), { claims: guard.claimsOf(request), body: request.body }),
  )

  app.post(
    '/lifecycle/deleted',
    {
      onRequest,
      schema: {
        ...described(
          'uninstallAddon',
          'Clockify uninstalled the add-on; everything of the workspace is deleted',
        ),
        body: DeletedBody,
        response: { 200: UninstallOutcome },
      },
    },
    async (request) =>
      uninstallAddon(deps, scopeOf(request), { claims: guard.claimsOf(request), body: request.body }),
  )
}

function described(operationId: string, summary: string) {
  return { operationId, summary, tags: ['add-on'] }
}
