import { Type, type Static } from 'typebox'
import { instant, listOf, listParameters, nullable } from '../http/index.ts'

const Role = Type.Enum(['reader', 'member', 'admin'], {
  description: 'a reader reads; a member also acts as itself; an admin may do everything',
})
// No control characters; something other than blanks.
const Label = (description: string, maxLength: number) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: '^[^\\u0000-\\u001f\\u007f]*[^\\s\\u0000-\\u001f\\u007f][^\\u0000-\\u001f\\u007f]*$',
    description,
  })
const closed = { additionalProperties: false } as const

const Workspace = Type.Object(
  {
    id: Type.String({ description: "the workspace's id; Clockify's own for its workspaces" }),
    name: Type.String({ description: "the workspace's name" }),
  },
  { description: 'whose data the caller sees' },
)

export const SessionView = Type.Object({
  workspace: Workspace,
  actor: Type.Object(
    {
      type: Type.String({ description: 'user for a Clockify user, api-key for a key or its session' }),
      id: Type.String({ description: "the user's or the key's id" }),
      role: Role,
    },
    { description: 'as whom the caller acts' },
  ),
  addon: Type.Union(
    [
      Type.Object({
        status: Type.Enum(['ACTIVE', 'INACTIVE'], {
          description: 'INACTIVE: data is kept, no work is done',
        }),
      }),
      Type.Null(),
    ],
    { description: 'the installation in Clockify; null in a workspace without one' },
  ),
  environment: Type.Union([Type.Enum(['production', 'developer', 'other']), Type.Null()], {
    description: "which Clockify the add-on is installed in, by its API's host; null without an installation",
  }),
})
export type SessionView = Static<typeof SessionView>

export const OpenSessionBody = Type.Object(
  { apiKey: Type.String({ minLength: 1, maxLength: 200, description: 'the API key to sign in with' }) },
  closed,
)

export const CreateApiKeyBody = Type.Object(
  {
    label: Type.Optional(Label('what the key is for; shown in the list', 100)),
    role: Role,
  },
  closed,
)

const apiKey = {
  id: Type.String({ description: "the key's id; not secret" }),
  label: Type.String({ description: 'what the key is for' }),
  role: Role,
  createdAt: instant('when it was made'),
  lastUsedAt: nullable(instant('when it was last used, to the minute')),
}

export const ApiKeyView = Type.Object(apiKey)
export type ApiKeyView = Static<typeof ApiKeyView>

export const CreatedApiKeyView = Type.Object({
  ...apiKey,
  key: Type.String({ description: 'the key itself; it is never shown again' }),
})

export const ApiKeyQuery = Type.Object(listParameters, closed)

export const ApiKeyPageView = listOf(ApiKeyView)

export const ApiKeyParams = Type.Object(
  { id: Type.String({ minLength: 1, maxLength: 100, description: "the key's id" }) },
  closed,
)

export const CreateWorkspaceBody = Type.Object({ name: Label("the workspace's name", 200) }, closed)

export const CreatedWorkspaceView = Type.Object({
  workspace: Workspace,
  apiKey: Type.String({ description: 'a key with the role admin; it is never shown again' }),
})
