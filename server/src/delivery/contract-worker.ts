// The thread in which messages are held against contracts: it gets a document, tells what it looks at, and what it found.
import { parentPort, workerData } from 'node:worker_threads';
import { compileProgramme } from '../domain/programme/compile.ts';
import { checkContracts } from './contract-check.ts';
import type { ContractAnswer, ContractTask } from './contracts.ts';

const task: ContractTask = workerData;
const tell = (answer: ContractAnswer): void => parentPort?.postMessage(answer);
const compiled = compileProgramme(task.document, 1, task.now);
const findings = compiled.ok ? checkContracts(compiled.programme, task.now, (path) => tell({ kind: 'at', path })) : [];
tell({ kind: 'done', findings });
