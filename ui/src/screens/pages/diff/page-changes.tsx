import { useQuery } from '@tanstack/react-query'
import { t } from '../../../i18n/index.ts'
import { Loaded } from '../../../kit/states.tsx'
import { pageQuery } from '../pages-queries.ts'
import { PageDiff } from './page-diff.tsx'

interface PageChangesProps {
  readonly run: string
  readonly pageId: string
  readonly state: string
}

/** What a run has changed on a page, or would. */
export function PageChanges(props: PageChangesProps) {
  const page = useQuery(pageQuery(props))
  return (
    <Loaded query={page}>
      {({ before, after }) =>
        before === null || after === null ? (
          <p className="help">{t('pages.diff.none')}</p>
        ) : (
          <PageDiff before={before} after={after} />
        )
      }
    </Loaded>
  )
}
