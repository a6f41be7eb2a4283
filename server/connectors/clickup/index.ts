// Promises: ClickUp's refusals are told apart by their code, not by their status, and say what to do.
export { clickupService } from './clickup-service.ts'
