// What publishing would refuse: where it stands, what is wrong, what was expected instead.
import { Alert, List, Text } from '@mantine/core';
import type { Definition } from './definition.ts';
import type { Problem } from './draft.ts';
import { pathWords } from './draft-words.ts';

type ProblemListProps = {
  readonly title: string;
  readonly problems: readonly Problem[];
  readonly document: Definition;
};

export function ProblemList({ title, problems, document }: ProblemListProps) {
  return (
    <Alert color="red" variant="light" title={title} role="alert">
      <List size="sm" spacing={4}>
        {problems.map((problem) => (
          <List.Item key={`${problem.file}:${problem.line} ${problem.path} ${problem.problem}`}>
            <ProblemLine problem={problem} document={document} />
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

function ProblemLine({ problem, document }: { problem: Problem; document: Definition }) {
  const { entry, part } = pathWords(document, problem.path);
  const place = [entry, part].filter((one) => one !== '').join(' › ');
  return (
    <>
      <Text span inherit fw={500}>
        {problem.path === '' ? problem.file : place}
      </Text>
      : {problem.problem}; expected {problem.expected}
      <Text span inherit c="dimmed">
        {problem.file === '' ? '' : ` · ${problem.file}${problem.line === null ? '' : ` line ${problem.line}`}`}
      </Text>
    </>
  );
}
