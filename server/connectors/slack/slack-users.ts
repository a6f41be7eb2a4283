import { Type, type Static } from 'typebox'
import { readSlack, type SlackSender } from './ask-slack.ts'
import { Cursor, Maybe, nextOf } from './cursor.ts'
import type { SlackUser } from './slack-client.ts'

const User = Type.Object({
  id: Type.String(),
  name: Maybe(Type.String()),
  real_name: Maybe(Type.String()),
  deleted: Type.Optional(Type.Boolean()),
  is_bot: Type.Optional(Type.Boolean()),
  profile: Maybe(
    Type.Object({
      email: Maybe(Type.String()),
      display_name: Maybe(Type.String()),
      real_name: Maybe(Type.String()),
    }),
  ),
})
const One = Type.Object({ user: User })
const Page = Type.Object({ members: Type.Array(User), response_metadata: Cursor })
const PAGE = '200'

export async function readUser(sender: SlackSender, id: string): Promise<SlackUser> {
  return userOf((await readSlack(sender, One, { method: 'users.info', query: { user: id } })).user)
}

export async function listUsers(sender: SlackSender): Promise<readonly SlackUser[]> {
  const found: SlackUser[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const query = { limit: PAGE, ...(cursor === '' ? {} : { cursor }) }
    const answer = await readSlack(sender, Page, { method: 'users.list', query })
    found.push(...answer.members.map(userOf))
    cursor = nextOf(answer, cursor)
  }
  return found
}

function userOf({ id, name, real_name, deleted, is_bot, profile }: Static<typeof User>): SlackUser {
  const names = [profile?.display_name, profile?.real_name, real_name, name]
  return {
    id,
    name: names.find((one) => typeof one === 'string' && one !== '') ?? id,
    email: profile?.email ?? null,
    isBot: is_bot === true || id === 'USLACKBOT',
    isDeleted: deleted === true,
  }
}
