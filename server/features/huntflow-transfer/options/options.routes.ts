import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { TransferRouteDeps } from '../transfers/transfer.routes.ts'
import { listOptions } from './list-options.ts'
import { OptionsQuery, OptionsView } from './options.schemas.ts'

export const optionsRoutes: FastifyPluginAsyncTypebox<{ deps: TransferRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard } = deps

  app.get(
    '/api/huntflow/options',
    {
      // It calls as the connected account, as only admins may.
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'listHuntflowOptions',
        tags: ['huntflow'],
        summary:
          'What there is to choose in Huntflow: organisations, or vacancies, stages and sources of one',
        querystring: OptionsQuery,
        response: { 200: OptionsView },
      },
    },
    async (request) => listOptions(deps, guard.scopeOf(request), request.query),
  )
}
