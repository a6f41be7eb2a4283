import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { Collection } from '../../api/types.ts'
import { formatNumber, t } from '../../i18n/index.ts'
import { Ago } from '../../kit/ago.tsx'
import { Loaded } from '../../kit/states.tsx'
import { Card } from './card.tsx'
import { summariseData } from './summaries.ts'

export function DataCard() {
  const collections = useQuery({
    queryKey: ['records', 'collections'],
    queryFn: async ({ signal }) =>
      (await api<{ readonly items: readonly Collection[] }>('/api/records/collections', { signal })).items,
  })
  return (
    <Card title={t('dashboard.data')}>
      <Loaded query={collections}>
        {(items) =>
          items.length === 0 ? <p className="faint">{t('dashboard.data.empty')}</p> : <Data items={items} />
        }
      </Loaded>
    </Card>
  )
}

function Data({ items }: { readonly items: readonly Collection[] }) {
  const { records, deleted, newest, collections } = summariseData(items)
  return (
    <>
      <p className="figure">
        <strong>{formatNumber(records)}</strong> {t('dashboard.data.records', { count: records })}
      </p>
      <p className="faint">
        {t('dashboard.data.deleted', { count: deleted })}
        {newest !== undefined && (
          <>
            {' · '}
            {t('dashboard.data.newest')} <Ago at={newest} />
          </>
        )}
      </p>
      <details>
        <summary>{t('dashboard.data.collections', { count: items.length })}</summary>
        <div className="collections" tabIndex={0} role="region" aria-label={t('dashboard.data')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('dashboard.data.collection')}</th>
                <th scope="col" className="number">
                  {t('dashboard.data.count')}
                </th>
                <th scope="col" className="number">
                  {t('dashboard.data.gone')}
                </th>
                <th scope="col">{t('dashboard.data.age')}</th>
              </tr>
            </thead>
            <tbody>
              {collections.map(({ name, count, deleted, fetchedAt }) => (
                <tr key={name}>
                  <td>{name}</td>
                  <td className="number">{formatNumber(count)}</td>
                  <td className="number">{formatNumber(deleted)}</td>
                  <td>
                    <Ago at={fetchedAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  )
}
