// The visual editor of rules: groups of conditions, each a field, a test and a value. It knows no language; it edits a tree.
// Heavy, and so loaded only where a rule is edited.
import { MultiSelect, NativeSelect, TagsInput, TextInput } from '@mantine/core';
import { QueryBuilderMantine } from '@react-querybuilder/mantine';
import 'react-querybuilder/dist/query-builder-layout.css';
import {
  type ActionProps,
  type Field,
  QueryBuilder,
  type RuleGroupType,
  type RuleType,
  type ValueEditorProps,
  type ValueSelectorProps,
} from 'react-querybuilder';
import { ActionButton } from './action-button.tsx';
import {
  type Condition,
  type Group,
  isGroup,
  type Literal,
  OPERATORS,
  type Operator,
  takesNoValue,
} from './rule-tree.ts';
import { emptyValue, operatorsOf, type RuleField, typedValue } from './rule-words.ts';

type VisualRulesProps = {
  readonly tree: Group;
  readonly fields: readonly RuleField[];
  readonly onChange: (tree: Group) => void;
};

export default function VisualRules({ tree, fields, onChange }: VisualRulesProps) {
  const byName = new Map(fields.map((field) => [field.field, field]));
  const options = GROUPS.map(({ group, label }) => ({
    label,
    options: fields.filter((one) => one.group === group).map(optionOf),
  })).filter(({ options: some }) => some.length > 0);
  return (
    <QueryBuilderMantine>
      <QueryBuilder
        fields={options}
        query={queryOf(tree)}
        onQueryChange={(query) => onChange(treeOf(query))}
        getOperators={(name) => operators(byName.get(name))}
        getDefaultValue={({ field }) => [emptyValue(byName.get(field))]}
        controlElements={CONTROLS}
        translations={WORDS}
        showNotToggle
        resetOnOperatorChange={false}
        addRuleToNewGroups
        maxLevels={8}
        context={{ byName }}
      />
    </QueryBuilderMantine>
  );
}

const GROUPS = [
  { group: 'event', label: 'Event' },
  { group: 'customer', label: 'Customer' },
  { group: 'custom', label: 'Attributes' },
  { group: 'points', label: 'Points' },
  { group: 'tiers', label: 'Tiers' },
  { group: 'tag_counts', label: 'Tags' },
] as const;

function optionOf({ field, label }: RuleField): Field {
  return { name: field, value: field, label };
}

function operators(field: RuleField | undefined) {
  return (field === undefined ? [] : operatorsOf(field)).map(({ name, label }) => ({ name, value: name, label }));
}

const WORDS = {
  addRule: { label: 'Add condition', title: 'Add condition' },
  addGroup: { label: 'Add group', title: 'Add group' },
  removeRule: { label: '×', title: 'Remove condition' },
  removeGroup: { label: '×', title: 'Remove group' },
  combinators: { title: 'All or any of them' },
  fields: { title: 'Field' },
  operators: { title: 'Test' },
  value: { title: 'Value' },
  notToggle: { label: 'Not', title: 'Turn the group round' },
};

function itemsOf(options: unknown): readonly { readonly value: string; readonly label: string }[] {
  if (!Array.isArray(options)) return [];
  return options.map(({ name, label }: { name: string; label: string }) => ({ value: name, label }));
}

const COMBINATORS: { readonly [name: string]: string } = { and: 'all of', or: 'any of' };

/** The browser's own list: reached by keyboard everywhere, and light where there are many of them. */
function Selector({ options, value, handleOnChange, title, disabled }: ValueSelectorProps) {
  const data = options.map((option) => {
    const { label } = option;
    if ('options' in option) return { group: label, items: [...itemsOf(option.options)] };
    const name = 'name' in option ? String(option.name) : '';
    return { value: name, label: COMBINATORS[name] ?? label };
  });
  return (
    <NativeSelect
      size="sm"
      data={data}
      {...(value === undefined ? {} : { value })}
      disabled={disabled === true}
      aria-label={title ?? 'Choice'}
      onChange={(event) => handleOnChange(event.currentTarget.value)}
    />
  );
}

function Action({ label, title, handleOnClick, disabled }: ActionProps) {
  return <ActionButton label={label} title={title ?? ''} isDisabled={disabled === true} onClick={handleOnClick} />;
}

function ValueEditor({ field, operator, value, handleOnChange, context }: ValueEditorProps) {
  const known = fieldIn(context, field);
  const literals = literalsOf(value);
  const change = (texts: readonly string[]): void => handleOnChange(texts.map((text) => typedValue(known, text)));
  if (takesNoValue(operatorOf(operator))) return null;
  const texts = literals.map(({ text }) => text);
  const choices = known?.values ?? null;
  if (operator === 'in' || operator === 'not in') {
    const list = {
      size: 'sm',
      value: [...texts].filter((text) => text !== ''),
      onChange: change,
      'aria-label': 'Values',
    };
    return choices === null ? <TagsInput {...list} /> : <MultiSelect {...list} data={[...choices]} />;
  }
  const [text = ''] = texts;
  if (choices !== null && known?.type === 'string')
    return (
      <NativeSelect
        size="sm"
        data={[...choices]}
        value={text}
        aria-label="Value"
        onChange={(event) => change([event.currentTarget.value])}
      />
    );
  return (
    <TextInput
      size="sm"
      {...inputOf(known)}
      value={text}
      aria-label="Value"
      onChange={(event) => change([event.currentTarget.value])}
    />
  );
}

function inputOf(field: RuleField | undefined) {
  switch (field?.type) {
    case 'int':
    case 'double':
      return { inputMode: 'decimal', w: 120, placeholder: '0' } as const;
    case 'date':
      return { type: 'date' } as const;
    case 'datetime':
      return { placeholder: '2026-01-31T09:00:00Z', w: 220 } as const;
    default:
      return {};
  }
}

const CONTROLS = {
  fieldSelector: Selector,
  operatorSelector: Selector,
  combinatorSelector: Selector,
  valueEditor: ValueEditor,
  addRuleAction: Action,
  addGroupAction: Action,
  removeRuleAction: Action,
  removeGroupAction: Action,
};

function fieldIn(context: unknown, name: string): RuleField | undefined {
  if (typeof context !== 'object' || context === null || !('byName' in context)) return undefined;
  const { byName } = context;
  return byName instanceof Map ? byName.get(name) : undefined;
}

function queryOf(group: Group): RuleGroupType {
  const { id, combinator, not = false, rules } = group;
  return {
    ...(id === undefined ? {} : { id }),
    combinator,
    not,
    rules: rules.map((part) => (isGroup(part) ? queryOf(part) : ruleOf(part))),
  };
}

function ruleOf({ id, field, operator, value }: Condition): RuleType {
  return { ...(id === undefined ? {} : { id }), field, operator, value };
}

function treeOf({ id, combinator, not, rules }: RuleGroupType): Group {
  return {
    ...(id === undefined ? {} : { id }),
    combinator: combinator === 'or' ? 'or' : 'and',
    ...(not === true ? { not } : {}),
    rules: rules.map((part) => ('rules' in part ? treeOf(part) : conditionOf(part))),
  };
}

function conditionOf({ id, field, operator, value }: RuleType): Condition {
  const own = operatorOf(operator);
  return {
    ...(id === undefined ? {} : { id }),
    field,
    operator: own,
    value: takesNoValue(own) ? [] : literalsOf(value),
  };
}

function operatorOf(name: string): Operator {
  const found = OPERATORS.find((operator) => operator === name);
  return found ?? '==';
}

function literalsOf(value: unknown): readonly Literal[] {
  return Array.isArray(value) ? value.filter(isLiteral) : [];
}

function isLiteral(value: unknown): value is Literal {
  return typeof value === 'object' && value !== null && 'type' in value && 'text' in value;
}
