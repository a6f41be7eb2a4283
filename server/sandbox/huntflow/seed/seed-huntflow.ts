import { at, nameAt, times } from '../../shared/cycle.ts'
import { createRandom, type Random } from '../../shared/random.ts'
import type { HuntflowSandboxSize, ResolvedOptions } from '../options.ts'
import type { Account, MemberType, User } from '../state/model.ts'
import { emptyState, type HuntflowState, nextId } from '../state/state.ts'
import { COMPANIES, POSITIONS, REASONS, SOURCES, STAGES, TAGS } from './names.ts'
import { seedApplicants } from './seed-applicants.ts'
import { DAY_MS, type SeedContext } from './seed-context.ts'

export interface Seeded {
  readonly state: HuntflowState
  /** Goes on where the seed stopped. */
  readonly random: Random
}

const SMALL: HuntflowSandboxSize = { vacancies: 3, applicants: 4 }

export function seedHuntflow({ seed, size, clock }: ResolvedOptions): Seeded {
  const random = createRandom(seed)
  const state = emptyState(1000 + random.below(50_000))
  const context = { state, random, nowMs: clock.now().getTime() }
  const [me, colleague, stranger] = [
    makeUser(state, 'Irina Belova', 'irina.belova@northwind.example'),
    makeUser(state, 'Олег Дроздов', 'oleg.drozdov@northwind.example'),
    makeUser(state, 'A stranger', 'stranger@elsewhere.example'),
  ]
  const account = (name: string, members: readonly (readonly [User, MemberType])[]): Account =>
    makeAccount(state, name, new Map(members.map(([user, type]) => [user.id, type])))
  const owned = account('Northwind Studio', [
    [me, 'owner'],
    [colleague, 'manager'],
  ])
  const managed = account('Ромашка', [
    [me, 'manager'],
    [colleague, 'owner'],
  ])
  const watched = account('شركة المثال', [
    [me, 'watcher'],
    [colleague, 'owner'],
  ])
  const foreign = account('Somebody else', [[stranger, 'owner']])
  Object.assign(state, { userId: me.id, colleagueId: colleague.id })
  state.accounts = { owned: owned.id, managed: managed.id, watched: watched.id, foreign: foreign.id }
  seedAccount(context, owned, size)
  for (const other of [managed, watched, foreign]) seedAccount(context, other, SMALL)
  return { state, random }
}

function makeUser(state: HuntflowState, name: string, email: string): User {
  const id = nextId(state, 'user')
  const user = { id, name, email, phone: '+7 495 000-00-00', position: 'Recruiter' }
  state.users.set(id, user)
  return user
}

function makeAccount(state: HuntflowState, name: string, members: Account['members']): Account {
  const id = nextId(state, 'account')
  const account = { id, name, nick: `org${id}`, members }
  state.accountsById.set(id, account)
  return account
}

function seedAccount(context: SeedContext, account: Account, size: HuntflowSandboxSize): void {
  const groupId = seedStages(context, account.id)
  seedLists(context, account.id)
  seedVacancies(context, account, { count: size.vacancies, groupId })
  seedApplicants(context, account, size.applicants)
}

/** One stage was removed: it is listed still. */
function seedStages({ state, nowMs }: SeedContext, accountId: number): number {
  const stages = STAGES.map(([name, type, stayDays], index) => {
    const stage = {
      id: nextId(state, 'stage'),
      accountId,
      type,
      name,
      order: index + 1,
      stayDays,
      removedMs: null,
    }
    state.stages.set(stage.id, stage)
    return stage
  })
  const id = nextId(state, 'stage')
  const removed = { accountId, type: 'user', name: 'Old stage', order: 99, stayDays: null } as const
  state.stages.set(id, { ...removed, id, removedMs: nowMs - 100 * DAY_MS })
  const group = {
    id: nextId(state, 'group'),
    accountId,
    name: 'All',
    stageIds: stages.map((stage) => stage.id),
  }
  state.stageGroups.set(group.id, group)
  return group.id
}

function seedLists({ state }: SeedContext, accountId: number): void {
  for (const [index, name] of REASONS.entries())
    state.reasons.push({ id: nextId(state, 'reason'), accountId, name, order: index + 1 })
  state.reasons.push({ id: null, accountId, name: 'Other', order: REASONS.length + 1 })
  for (const [name, type, foreign] of SOURCES) {
    const id = nextId(state, 'source')
    state.sources.set(id, { id, accountId, name, type, foreign })
  }
  for (const [name, color] of TAGS) {
    const id = nextId(state, 'tag')
    state.tags.set(id, { id, accountId, name, color })
  }
}

const STATES = ['OPEN', 'OPEN', 'OPEN', 'HOLD', 'CLOSED'] as const

function seedVacancies(
  { state, random, nowMs }: SeedContext,
  account: Account,
  { count, groupId }: { readonly count: number; readonly groupId: number },
): void {
  const members = [...account.members.keys()]
  for (const index of times(count)) {
    const id = nextId(state, 'vacancy')
    state.vacancies.set(id, {
      id,
      accountId: account.id,
      position: nameAt(POSITIONS, index),
      company: at(COMPANIES, index),
      money: random.chance(0.5) ? `${1000 + random.below(9) * 500} €` : null,
      state: at(STATES, index),
      isUrgent: random.chance(0.1),
      createdMs: nowMs - (count - index) * DAY_MS,
      groupId: random.chance(0.5) ? groupId : null,
      userIds: index % 3 === 0 ? members.slice(1) : members,
    })
  }
}
