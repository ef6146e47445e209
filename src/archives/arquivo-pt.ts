import { memento } from './memento.ts';

/**
 * Arquivo.pt. It bars a network for good that asks for more than 250 lists or 400 captures a minute, so that one budget far
 * below both pays for all.
 */
export const arquivoPt = memento({
  name: 'arquivo-pt',
  gate: 'https://arquivo.pt/wayback/',
  perMinute: 60,
  known: true,
});
