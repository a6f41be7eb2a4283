import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { SlackMembers } from '../../../api/upsert-types.ts'
import { t } from '../../../i18n/index.ts'
import { SearchField } from '../../../kit/search-field.tsx'
import { useSearchParts } from '../../../kit/search-parts.ts'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { AdminsOnly } from '../../settings/admins-only.tsx'
import { slackMembersQuery, slackSetupQuery } from '../tasks-queries.ts'
import { MemberTable } from './member-table.tsx'
import { countUnmapped, shownMembers } from './shown-members.ts'

/** Who in Slack is who in ClickUp: only then a click can make somebody the assignee. */
export function Members() {
  return (
    <AdminsOnly why={t('slackMembers.adminsOnly')}>
      <WhenConnected />
    </AdminsOnly>
  )
}

function WhenConnected() {
  const setup = useQuery(slackSetupQuery)
  return (
    <Loaded query={setup} rows={10}>
      {({ connected, mode }) =>
        connected ? (
          <MemberList isBot={mode === 'bot'} />
        ) : (
          <Empty title={t('slackMembers.notConnected')}>
            <Link href="/tasks/slack" className="button">
              {t('slackMembers.toSlack')}
            </Link>
          </Empty>
        )
      }
    </Loaded>
  )
}

function MemberList({ isBot }: { readonly isBot: boolean }) {
  const members = useQuery(slackMembersQuery)
  return (
    <>
      <p className="help narrow">{t('slackMembers.help')}</p>
      {!isBot && <p className="notice notice-warn narrow">{t('slackMembers.webhook')}</p>}
      <Loaded query={members} rows={10}>
        {(known) =>
          known.items.length === 0 ? (
            <Empty title={isBot ? t('slackMembers.empty') : t('slackMembers.noClicks')} />
          ) : (
            <Filtered members={known} />
          )
        }
      </Loaded>
    </>
  )
}

const SHOWN = ['all', 'unmapped'] as const

function Filtered({ members }: { readonly members: SlackMembers }) {
  const [parts, change] = useSearchParts()
  const search = parts.get('search') ?? ''
  const here = parts.get('show') === 'unmapped' ? 'unmapped' : 'all'
  const counts = { all: members.items.length, unmapped: countUnmapped(members.items) }
  const items = shownMembers(members.items, { search, isUnmapped: here === 'unmapped' })
  return (
    <>
      <div className="filter-bar">
        <SearchField
          label={t('clickup.filter.search')}
          placeholder={t('slackMembers.searchHint')}
          value={search}
          onChange={(text) => change({ search: text }, { replace: true })}
        />
        <div className="switch" role="group" aria-label={t('slackMembers.show')}>
          {SHOWN.map((each) => (
            <button
              key={each}
              type="button"
              className="button"
              aria-pressed={each === here}
              onClick={() => change({ show: each === 'all' ? undefined : each }, { replace: true })}
            >
              {t(`slackMembers.show.${each}`, { number: counts[each] })}
            </button>
          ))}
        </div>
      </div>
      {items.length === 0 ? (
        <Empty title={search === '' ? t('slackMembers.allMapped') : t('slackMembers.found')} />
      ) : (
        <MemberTable items={items} clickupMembers={members.clickupMembers} />
      )}
    </>
  )
}
