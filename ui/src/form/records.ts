import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, withQuery } from '../api/client.ts'
import type { Page } from '../api/types.ts'
import { formatAgo } from '../i18n/index.ts'
import { isArray, valueAt } from './json.ts'
import type { Supply } from './needs.tsx'

interface StoredRecord {
  readonly id: string
  readonly name: string | null
  readonly payload: unknown
  readonly fetchedAt: string
}

/** A record that can be chosen: `value` is what the call will hold. */
export interface Choice {
  readonly value: string
  readonly name: string
  readonly age: string
}

const SHOWN = '20'
const WAIT_MS = 200
const FRESH_MS = 30_000

/** The records of a supply whose name holds the text, as somebody types it. */
export function useChoices(supply: Supply, search: string, isWanted: boolean) {
  const { collection, parentId } = supply
  const settled = useSettled(search)
  const { data, error, isFetching } = useQuery({
    queryKey: ['records', 'pick', collection, settled, parentId],
    queryFn: ({ signal }) =>
      api<Page<StoredRecord>>(
        withQuery('/api/records', { collection, search: settled, parentId, deleted: 'false', limit: SHOWN }),
        { signal },
      ),
    enabled: isWanted,
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  })
  return {
    choices: (data?.items ?? []).flatMap((record) => choicesIn(record, supply.field)),
    hasMore: data !== undefined && data.nextCursor !== null,
    error,
    isBusy: isFetching || settled !== search,
  }
}

/** The record of a value that is there already, if it is known. */
export function useChoice(supply: Supply, value: string): Choice | undefined {
  const id = useSettled(value)
  const { data } = useQuery({
    queryKey: ['records', 'one', supply.collection, id],
    queryFn: ({ signal }) =>
      api<Page<StoredRecord>>(withQuery('/api/records', { collection: supply.collection, id, limit: '1' }), {
        signal,
      }),
    // Other fields of a record cannot be looked up.
    enabled: id !== '' && supply.field === 'id',
    staleTime: FRESH_MS,
  })
  return data?.items
    .flatMap((record) => choicesIn(record, supply.field))
    .find((choice) => choice.value === value)
}

/** The one choice of this name, if there is one only. */
export function named(choices: readonly Choice[], text: string): Choice | undefined {
  const found = choices.filter(({ name }) => name.toLowerCase() === text.trim().toLowerCase())
  return found.length === 1 ? found[0] : undefined
}

/** A record may hold several values, such as the order of each item of an invoice. */
function choicesIn(record: StoredRecord, field: string): readonly Choice[] {
  const found = field === 'id' ? record.id : valuesAt(record.payload, field.split('.'))
  const age = formatAgo(record.fetchedAt)
  return [found].flat().flatMap((value) => {
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return []
    const name = record.name === null || record.name === '' ? record.id : record.name
    return [{ value: String(value), name, age }]
  })
}

function valuesAt(holder: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path
  if (key === undefined) return holder
  return isArray(holder)
    ? holder.flatMap((item) => valuesAt(item, path))
    : valuesAt(valueAt(holder, key), rest)
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), WAIT_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
