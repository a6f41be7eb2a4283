import { readObject, requiredNumber } from '../http/read-input.ts'
import { inWorkspace, ok, type Route } from '../http/route.ts'
import type { WorkspaceState } from '../state/state.ts'
import { workspaceView } from '../views/workspace.view.ts'
import type { World } from '../world.ts'
import { answerWhole } from './answer-list.ts'

const view = (world: World) => (state: WorkspaceState) => workspaceView(state, world.options.plan)

export const workspaceRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/workspaces',
    handle: (world, request) => answerWhole(world, request, { items: [world.state], view: view(world) }),
  },
  inWorkspace('GET', '', (world) => ok(view(world)(world.state))),
  inWorkspace('PUT', '/hourly-rate', (world, request) => {
    const amount = requiredNumber(readObject(request.body), 'amount')
    return ok({ ...view(world)(world.state), hourlyRate: { amount, currency: 'EUR' } })
  }),
  inWorkspace('PUT', '/cost-rate', (world, request) => {
    const amount = requiredNumber(readObject(request.body), 'amount')
    return ok({ ...view(world)(world.state), costRate: { amount, currency: 'EUR' } })
  }),
]
