import { Link } from 'wouter'
import type { PageRun, SyncRequest, UndoPart } from '../../../api/page-types.ts'
import { t } from '../../../i18n/index.ts'
import { Fact } from '../../../kit/fact.tsx'
import { hrefOfRun } from '../tabs.ts'

const SHOWN_ADDRESSES = 3

/** What was asked for. */
export function RunFacts({ run: { request, undoes, part } }: { readonly run: PageRun }) {
  return (
    <dl className="facts">
      {request && <Request request={request} />}
      {undoes !== null && (
        <Fact label={t('pages.facts.undoes')}>
          <Link href={hrefOfRun(undoes)}>{t('pages.facts.thatRun')}</Link>
          {partText(part)}
        </Fact>
      )}
    </dl>
  )
}

function Request({ request }: { readonly request: SyncRequest }) {
  const { pageUrls, includeDescendants, requestedBy } = request
  const more = pageUrls.length - SHOWN_ADDRESSES
  return (
    <>
      <Fact label={t('pages.facts.addresses', { count: pageUrls.length })}>
        <ul className="plain-list">
          {pageUrls.slice(0, SHOWN_ADDRESSES).map((url) => (
            <li key={url}>{url}</li>
          ))}
          {more > 0 && <li className="faint">{t('pages.facts.more', { count: more })}</li>}
        </ul>
      </Fact>
      <Fact label={t('pages.facts.below')}>{includeDescendants ? t('pages.yes') : t('pages.no')}</Fact>
      {requestedBy !== null && <Fact label={t('pages.start.for')}>{requestedBy}</Fact>}
    </>
  )
}

function partText(part: UndoPart | null): string {
  if (part?.taskIds) return ` · ${t('pages.facts.onlyTasks', { count: part.taskIds.length })}`
  return part?.pageIds ? ` · ${t('pages.facts.onlyPages', { count: part.pageIds.length })}` : ''
}
