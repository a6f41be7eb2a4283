import { useEffect, useMemo, useState } from 'react'
import { Link, useSearchParams } from 'wouter'
import { t } from '../../i18n/index.ts'
import { ScreenTitle } from '../../kit/screen-title.tsx'
import { Empty, Failure, Skeleton } from '../../kit/states.tsx'
import { EventDrawer } from './event-drawer.tsx'
import { EventTable } from './event-table.tsx'
import { eventName, statusIn } from './event-words.ts'
import { typesIn, type Newer } from './feed.ts'
import { FilterBar } from './filter-bar.tsx'
import type { EventFilter } from './newest-events.ts'
import { More } from './more.tsx'
import { useFeed } from './use-feed.ts'
import './webhooks.css'

/** Everything that webhooks brought, as it comes; the address keeps the filter and the event that is open. */
export function Webhooks() {
  const [search, setSearch] = useSearchParams()
  const filter = useFilter(search)
  const [isPaused, setPaused] = useState(false)
  const isScrolled = useIsScrolled()
  const feed = useFeed(filter, isPaused || isScrolled)
  const opened = search.get('event')

  const setPart = (name: string, value: string | undefined): void =>
    setSearch((before) => {
      const next = new URLSearchParams(before)
      if (value === undefined) next.delete(name)
      else next.set(name, value)
      return next
    })
  const showNewest = (): void => {
    feed.showNewest()
    document.querySelector('#main')?.scrollTo({ top: 0 })
  }

  return (
    <div className="webhooks stack">
      <ScreenTitle>{t('webhooks.title')}</ScreenTitle>
      <div className="webhooks-bar">
        <FilterBar filter={filter} types={typesIn(feed.items ?? [])} onChange={setPart} />
        <button type="button" aria-pressed={isPaused} onClick={() => setPaused(!isPaused)}>
          {isPaused ? t('webhooks.continue') : t('webhooks.pause')}
        </button>
      </div>
      <div className="webhooks-newer">
        <NewerButton newer={feed.newer} onClick={showNewest} />
      </div>
      <Feed feed={feed} isFiltered={filter.status !== undefined || filter.type !== undefined} />
      {opened !== null && (
        <EventDrawer key={opened} id={opened} onClose={() => setPart('event', undefined)} />
      )}
    </div>
  )
}

function NewerButton({
  newer,
  onClick,
}: {
  readonly newer: Newer | undefined
  readonly onClick: () => void
}) {
  if (newer === undefined || newer.count === 0) return null
  const { count, isMore } = newer
  return (
    <button type="button" className="primary" onClick={onClick}>
      {isMore ? t('webhooks.newer.more', { count }) : t('webhooks.newer', { count })}
    </button>
  )
}

interface FeedProps {
  readonly feed: ReturnType<typeof useFeed>
  readonly isFiltered: boolean
}

function Feed({ feed: { newest, list, items }, isFiltered }: FeedProps) {
  const failure = newest.error && <Failure error={newest.error} retry={() => void newest.refetch()} />
  if (items === undefined) return failure ?? <Skeleton rows={10} />
  if (items.length === 0)
    return (
      <>
        {failure}
        {isFiltered ? <NothingFound /> : <NothingYet />}
      </>
    )
  return (
    <>
      {failure}
      <EventTable events={items} isComplete={!list.hasNextPage} />
      {list.error && <Failure error={list.error} />}
      {list.hasNextPage && (
        <More
          isLoading={list.isFetchingNextPage}
          hasFailed={list.isFetchNextPageError}
          load={() => void list.fetchNextPage()}
        />
      )}
    </>
  )
}

function NothingFound() {
  return (
    <Empty title={t('webhooks.empty.found')}>
      <Link href="/webhooks" className="button">
        {t('webhooks.empty.all')}
      </Link>
    </Empty>
  )
}

function NothingYet() {
  return (
    <Empty title={t('webhooks.empty.title')}>
      <p>{t('webhooks.empty.text')}</p>
      <Link href="/settings" className="button">
        {t('webhooks.empty.settings')}
      </Link>
    </Empty>
  )
}

/** The same object as long as it filters the same. */
function useFilter(search: URLSearchParams): EventFilter {
  const status = statusIn(search.get('status'))
  const type = eventName(search.get('type') ?? '')
  return useMemo(() => ({ ...(status && { status }), ...(type && { type }) }), [status, type])
}

/** Whoever reads further down is not to have the rows move away. */
function useIsScrolled(): boolean {
  const [isScrolled, setScrolled] = useState(false)
  useEffect(() => {
    const scroller = document.querySelector('#main')
    const look = (): void => setScrolled((scroller?.scrollTop ?? 0) > 0)
    look()
    scroller?.addEventListener('scroll', look, { passive: true })
    return () => scroller?.removeEventListener('scroll', look)
  }, [])
  return isScrolled
}
