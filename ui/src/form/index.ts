export { CallForm, type CallFormProps } from './call-form.tsx'
export { checkInput } from './check-input.ts'
export { forAllPages } from './paging.ts'
export { startingInput } from './starting.ts'
