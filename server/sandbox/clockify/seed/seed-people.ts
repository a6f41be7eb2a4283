import type { User, WorkspaceRole } from '../state/model.ts'
import { FIRST_NAMES, GROUP_NAMES, LAST_NAMES, ZONES } from './names.ts'
import { nameAt, pastId, type SeedContext, times } from './seed-context.ts'

export function seedPeople(context: SeedContext): void {
  for (const index of times(context.size.users)) {
    const user = makeUser(context, index)
    context.state.users.set(user.id, user)
    if (index === 0) context.state.ownerId = user.id
  }
  const users = [...context.state.users.values()]
  for (const [index, user] of users.entries())
    user.managerId = index === 0 ? null : (users[index % 3]?.id ?? null)
  seedGroups(context, users)
}

function makeUser(context: SeedContext, index: number): User {
  const first = FIRST_NAMES[index % FIRST_NAMES.length] ?? 'Alex'
  // 30 first names walk through 28 last names at another pace: 420 different people before a number is needed.
  const last = nameAt(LAST_NAMES, (index * 5 + Math.floor(index / FIRST_NAMES.length)) % LAST_NAMES.length)
  const suffix = index < 400 ? '' : String(index)
  return {
    id: pastId(context, 900 - (index % 800)),
    name: `${first} ${last}${suffix && ` ${suffix}`}`,
    email: `${first}.${last}${suffix || index}@northwind.example`.toLowerCase(),
    status: index > 3 && index % 13 === 0 ? 'INACTIVE' : 'ACTIVE',
    role: roleAt(index),
    timeZone: ZONES[index % ZONES.length] ?? 'UTC',
    managerId: null,
    hourlyRate: index % 4 === 3 ? null : { amount: 4000 + context.random.below(80) * 100, currency: 'EUR' },
    costRate: index % 3 === 0 ? { amount: 2500 + context.random.below(30) * 100, currency: 'EUR' } : null,
    customFields: {},
  }
}

function roleAt(index: number): WorkspaceRole {
  if (index === 0) return 'OWNER'
  return index <= 2 ? 'WORKSPACE_ADMIN' : 'MEMBER'
}

function seedGroups(context: SeedContext, users: readonly User[]): void {
  for (const index of times(context.size.userGroups)) {
    const id = pastId(context, 400 - index)
    const members = users.filter((_, place) => place % context.size.userGroups === index)
    context.state.userGroups.set(id, {
      id,
      name: nameAt(GROUP_NAMES, index),
      userIds: members.map((user) => user.id),
      managerIds: members.slice(0, 1).map((user) => user.id),
    })
  }
}
