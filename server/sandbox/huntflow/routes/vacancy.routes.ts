import { notFound } from '../http/api-error.ts'
import { flagIn, mapPage, pageOf, wordsIn } from '../http/read-query.ts'
import { type ApiRequest, ok, type Route } from '../http/route.ts'
import { idIn, requireAccount } from '../state/access.ts'
import type { Vacancy, VacancyState } from '../state/model.ts'
import { inAccount } from '../state/state.ts'
import { stageGroupView, stageView, vacancyView, wholeVacancyView } from '../views/vacancy.view.ts'
import type { World } from '../world.ts'

const STATES: readonly VacancyState[] = ['OPEN', 'CLOSED', 'HOLD']
const MOST = 100

/** Newest first. */
function listVacancies(world: World, request: ApiRequest): readonly Vacancy[] {
  const { account } = requireAccount(world, request)
  const { query, caller } = request
  const states = wordsIn(query, 'state', STATES)
  const [isMine, isOpened] = [flagIn(query, 'mine') ?? false, flagIn(query, 'opened') ?? false]
  return inAccount(world.state.vacancies.values(), account.id)
    .filter(
      ({ state, userIds }) =>
        (states.length === 0 || states.includes(state)) &&
        (!isOpened || state === 'OPEN') &&
        (!isMine || userIds.includes(caller.userId)),
    )
    .toReversed()
}

export const vacancyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/accounts/{account_id}/vacancies',
    handle: (world, request) =>
      ok(mapPage(pageOf(listVacancies(world, request), request.query, MOST), vacancyView)),
  },
  {
    method: 'GET',
    path: '/accounts/{account_id}/vacancies/{vacancy_id}',
    handle: (world, request) => {
      const { account } = requireAccount(world, request)
      const vacancy = world.state.vacancies.get(idIn(request, 'vacancy_id'))
      if (vacancy?.accountId !== account.id) throw notFound()
      return ok(wholeVacancyView(vacancy))
    },
  },
  {
    method: 'GET',
    path: '/accounts/{account_id}/vacancies/statuses',
    handle: (world, request) => {
      const { account } = requireAccount(world, request)
      return ok({ items: inAccount(world.state.stages.values(), account.id).map(stageView) })
    },
  },
  {
    method: 'GET',
    path: '/accounts/{account_id}/vacancies/status_groups',
    handle: (world, request) => {
      const { account } = requireAccount(world, request)
      const groups = inAccount(world.state.stageGroups.values(), account.id)
      return ok({ items: groups.map((group) => stageGroupView(world.state, group)) })
    },
  },
  {
    method: 'GET',
    path: '/accounts/{account_id}/rejection_reasons',
    handle: (world, request) => {
      const { account } = requireAccount(world, request)
      const reasons = inAccount(world.state.reasons, account.id)
      return ok({ items: reasons.map(({ id, name, order }) => ({ id, name, order })) })
    },
  },
  {
    method: 'GET',
    path: '/accounts/{account_id}/applicants/sources',
    handle: (world, request) => {
      const { account } = requireAccount(world, request)
      const sources = inAccount(world.state.sources.values(), account.id)
      return ok({ items: sources.map(({ id, name, type, foreign }) => ({ id, foreign, name, type })) })
    },
  },
]
