import { useState } from 'react'
import { Link } from 'wouter'
import { t } from '../../../i18n/index.ts'
import { Code } from '../../../kit/code.tsx'
import { Tabs } from '../../../kit/tabs.tsx'
import { exampleFile, SNIPPETS, snippetsFor, type SnippetName } from './snippets.ts'

/** Teaches to push a task, three ways. */
export function HowToPush() {
  const [chosen, setChosen] = useState<SnippetName>('curl')
  const snippets = snippetsFor(location.origin, t('settings.keys.placeholder'))
  return (
    <>
      <p>{t('upserts.how.text')}</p>
      <p>
        {t('upserts.how.key')} <Link href="/settings/api-keys">{t('upserts.how.toKeys')}</Link>
      </p>
      <Tabs
        label={t('upserts.how.ways')}
        tabs={SNIPPETS.map((id) => ({ id, label: t(`upserts.how.${id}`) }))}
        chosen={chosen}
        onChoose={setChosen}
        className="how-tabs"
      >
        <p className="help">{t(`upserts.how.${chosen}Help`)}</p>
        <Code text={snippets[chosen]} label={t(`upserts.how.${chosen}`)} />
        {chosen === 'command' && <Code text={exampleFile()} label="tasks.json" />}
      </Tabs>
    </>
  )
}
