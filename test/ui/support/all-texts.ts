import { loadTexts } from '../../../ui/src/i18n/index.ts'

await loadTexts()
