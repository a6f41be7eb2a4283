import { t } from '../i18n/index.ts'

interface ListMoreProps {
  readonly list: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => unknown
  }
}

/** Asks for the next page, where there is one. */
export function ListMore({ list }: ListMoreProps) {
  if (!list.hasNextPage) return null
  return (
    <button type="button" disabled={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
      {t('action.more')}
    </button>
  )
}
