import { useState } from 'react'
import { Link } from 'wouter'
import { useList, useSession } from '../../../api/queries.ts'
import type { Person } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { ListMore } from '../../../kit/list-more.tsx'
import { useSearchParts } from '../../../kit/search-parts.ts'
import { PeopleTable } from './people-table.tsx'
import { PersonDialog } from './person-dialog.tsx'
import { RemovePerson } from './remove-person.tsx'

/** Who works here, with contract hours, own limits and whether they get mails. */
export function People() {
  const people = useList<Person>('people', '/api/people', { limit: '200' })
  const [search, change] = useSearchParts()
  const [removing, setRemoving] = useState<Person>()
  const isAdmin = useSession().actor.role === 'admin'
  const opened = search.get('person')
  const openedPerson = people.items?.find(({ id }) => id === opened)
  const close = (): void => change({ person: undefined })
  return (
    <>
      <div className="row between">
        <p className="help grow">{isAdmin ? t('people.help') : t('people.adminsOnly')}</p>
        {isAdmin && (
          <button type="button" className="primary" onClick={() => change({ person: 'new' })}>
            {t('people.add')}
          </button>
        )}
      </div>
      <Loaded query={{ ...people, data: people.items }}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t('people.empty')}>
              <p>{t('people.emptyHelp')}</p>
              <Link href="/webhooks" className="button">
                {t('time.empty.webhooks')}
              </Link>
            </Empty>
          ) : (
            <PeopleTable people={items} isAdmin={isAdmin} onRemove={setRemoving} />
          )
        }
      </Loaded>
      <ListMore list={people} />
      {isAdmin && (opened === 'new' || openedPerson) && (
        <PersonDialog key={opened} person={openedPerson} onClose={close} />
      )}
      {removing && <RemovePerson person={removing} onClose={() => setRemoving(undefined)} />}
    </>
  )
}
