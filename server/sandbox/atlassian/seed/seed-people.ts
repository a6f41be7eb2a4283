import { makeUuid } from '../state/ids.ts'
import type { User } from '../state/model.ts'
import { PEOPLE } from './names.ts'
import { nameAt, type SeedContext } from './seed-context.ts'

/** The owner, the member, and others; one has left, one hides the e-mail. */
export function seedPeople(context: SeedContext): void {
  const { state } = context.world
  const users = Array.from({ length: 2 + context.size.users }, (_, index) => makeUser(context, index))
  for (const user of users) state.users.set(user.accountId, user)
  const [owner, member, ...others] = users
  state.ownerId = owner?.accountId ?? ''
  state.memberId = member?.accountId ?? ''
  const [hidden, left] = others.toReversed()
  if (hidden !== undefined) hidden.isEmailVisible = false
  if (left !== undefined) left.isActive = false
}

function makeUser({ random }: SeedContext, index: number): User {
  const username = nameAt(
    PEOPLE.map(([, name]) => name),
    index,
  ).replace(' ', '')
  return {
    accountId: `557058:${makeUuid(random)}`,
    userKey: makeUuid(random).replaceAll('-', ''),
    username,
    displayName: nameAt(
      PEOPLE.map(([name]) => name),
      index,
    ),
    email: `${username}@site.example`,
    isActive: true,
    isEmailVisible: true,
    timeZone: 'Europe/Berlin',
  }
}
