import { Type, type Static } from 'typebox'
import { KeyText } from '../../storage/keyset-page.ts'
import { instant, listParameters, nullable } from '../http/index.ts'

// A form sends its empty fields along: they filter nothing. PostgreSQL takes no NUL.
const filter = (description: string) =>
  Type.Optional(Type.String({ description, maxLength: 200, pattern: '^[^\\u0000]*$' }))

export const RecordQuery = Type.Object(
  {
    ...listParameters,
    collection: filter('last fixed path word of the list operation, such as time-entries'),
    search: filter('part of the name, in any case'),
    id: filter("the record's id at the other side"),
    parentId: filter('id of what it belongs to'),
    deleted: Type.Optional(
      Type.Boolean({ description: 'only deleted or only present ones; both without it' }),
    ),
  },
  { additionalProperties: false },
)
export type RecordQuery = Static<typeof RecordQuery>

/** The primary key, in whose order records are listed. */
export const RecordPosition = Type.Tuple([KeyText, KeyText, KeyText])
export type RecordPosition = Static<typeof RecordPosition>

export const StoredRecord = Type.Object({
  collection: Type.String({ description: 'last fixed path word of the list operation' }),
  id: Type.String({ description: "the other side's id" }),
  name: nullable(Type.String({ description: 'what people know it by' })),
  parentId: nullable(Type.String({ description: 'whose it is: project of a task, user of a time entry' })),
  payload: Type.Unknown({ description: 'the record as the other side sent it' }),
  payloadText: nullable(
    Type.String({ description: 'the record as JSON text, if payload cannot hold its numbers' }),
  ),
  fetchedAt: instant('the moment at which this was its state'),
  source: Type.String({ description: 'bootstrap:<operation>, refetch:<operation> or webhook:<event>' }),
  deletedAt: nullable(instant('since when it is known to be gone')),
})
export type StoredRecord = Static<typeof StoredRecord>

export const Collections = Type.Object({
  items: Type.Array(
    Type.Object({
      name: Type.String({ description: 'the collection' }),
      count: Type.Integer({ description: 'records that are not deleted' }),
      deleted: Type.Integer({ description: 'records that are' }),
      fetchedAt: instant('newest state of any of them'),
    }),
    { description: 'every collection that holds something' },
  ),
})
export type Collections = Static<typeof Collections>
