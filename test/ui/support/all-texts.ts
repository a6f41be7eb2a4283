import { currentLanguage, loadTexts } from '../../../ui/src/i18n/index.ts'

// Files share what they have imported.
if (currentLanguage() !== 'en') throw new Error('the file before this one left another language behind')
await loadTexts()
