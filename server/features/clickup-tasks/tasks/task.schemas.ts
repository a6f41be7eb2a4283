import { Type, type Static } from 'typebox'
import { instant, listParameters, nullable } from '../../../platform/http/index.ts'
import { KeyText } from '../../../storage/keyset-page.ts'

const text = (description: string) => Type.String({ description })

const Person = Type.Object(
  {
    id: text('in ClickUp'),
    name: text('the e-mail for somebody who was only invited'),
    email: nullable(text('where mails go')),
  },
  { description: 'somebody in ClickUp' },
)

const Field = Type.Object({
  id: text("the field's id"),
  name: text("the field's name"),
  type: text("ClickUp's word, such as drop_down"),
  value: Type.Unknown({ description: 'as ClickUp sends it' }),
  text: nullable(text('for people; null where it is empty')),
})

const told = {
  id: text("ClickUp's id"),
  customId: nullable(text('such as ABC-12')),
  name: text("the task's name"),
  description: text('plain text'),
  status: Type.Object(
    {
      name: text('as the list has it'),
      type: text('open, custom, done or closed'),
      color: nullable(text('as CSS has it')),
    },
    { description: 'where it stands' },
  ),
  priority: nullable(Type.Enum(['urgent', 'high', 'normal', 'low'], { description: 'how urgent it is' })),
  createdAt: instant('when it was made'),
  updatedAt: instant('when it was last changed'),
  closedAt: nullable(instant('when it was closed')),
  dueAt: nullable(instant('when it is due')),
  startAt: nullable(instant('when it is to begin')),
  archived: Type.Boolean({ description: 'whether it is archived' }),
  url: text('where ClickUp shows it'),
  teamId: nullable(text('its Workspace')),
  spaceId: nullable(text('its space')),
  folderId: nullable(text('its folder, a hidden one for lists outside of folders')),
  listId: text('its list'),
  parentId: nullable(text('the task of which it is a part')),
  creator: nullable(Person),
  assignees: Type.Array(Person, { description: 'who is to do it' }),
  tags: Type.Array(text('a tag'), { description: 'its tags' }),
  fields: Type.Array(Field, { description: 'its custom fields, empty ones too' }),
}

export const TaskView = Type.Object(told)
export type TaskView = Static<typeof TaskView>

const Attachment = Type.Object({
  id: text("the file's id"),
  title: text("the file's name"),
  extension: text('lower case, without a dot'),
  mimeType: text('as ClickUp says'),
  size: nullable(Type.Number({ description: 'bytes' })),
  addedAt: instant('when it was added'),
  url: text('may stop working after a while'),
})

const Comment = Type.Object({
  id: text("the comment's id"),
  text: text('plain text'),
  author: Person,
  writtenAt: instant('when it was written'),
  resolved: Type.Boolean({ description: 'whether it was marked as done' }),
  replies: Type.Integer({ description: 'answers in its thread' }),
})

export const TaskDetailView = Type.Object({
  ...told,
  attachments: nullable(
    Type.Array(Attachment, { description: 'its files; null: ClickUp has not been asked yet' }),
  ),
  comments: nullable(
    Type.Array(Comment, { description: 'newest first, at most 200; null: ClickUp has not been asked yet' }),
  ),
  detailsReadAt: nullable(instant('when attachments and comments were read')),
  detailsProblem: nullable(text('why ClickUp could not be asked just now')),
})
export type TaskDetailView = Static<typeof TaskDetailView>

const word = (description: string) => Type.Optional(Type.String({ description, maxLength: 500 }))

export const TaskQuery = Type.Object(
  {
    search: word('in name, description, ids and custom fields, in any case'),
    status: word("the status's name, in any case"),
    assignee: word('name, e-mail or ClickUp id of one of the assignees, in any case'),
    tag: word('one of the tags, in any case'),
    ...listParameters,
  },
  { additionalProperties: false },
)
export type TaskQuery = Static<typeof TaskQuery>

/** Of a task in the list's order. */
export const TaskPosition = Type.Tuple([Type.String({ format: 'date-time' }), KeyText])
export type TaskPosition = Static<typeof TaskPosition>

export const TaskParams = Type.Object({
  taskId: Type.String({ description: "ClickUp's id of the task", maxLength: 100 }),
})

const facet = (what: string) =>
  Type.Array(
    Type.Object({
      value: text(`the ${what}`),
      tasks: Type.Integer({ description: 'how many tasks have it' }),
    }),
    { description: 'that of most tasks first' },
  )

export const TaskFacets = Type.Object({
  statuses: facet('status'),
  assignees: facet("assignee's name"),
  tags: facet('tag'),
})
export type TaskFacets = Static<typeof TaskFacets>
