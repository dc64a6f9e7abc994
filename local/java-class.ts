/**
 * One instruction of the Java Virtual Machine. Classes are named as `java/lang/String`, methods as `Class.name:descriptor`. Source: The Java
 * Virtual Machine Specification, Java SE 17 edition, chapter 6.
 */
export type Instruction =
  | readonly ['load' | 'store', variable: 0 | 1 | 2 | 3]
  | readonly ['int', value: 0 | 1]
  | readonly ['text', value: string]
  | readonly ['class' | 'cast', name: string]
  | readonly ['static' | 'staticOfInterface' | 'call', method: string]
  | readonly ['callOfInterface', method: string, operands: number]
  | readonly ['element']
  | readonly ['return'];

const bytesOf = (value: number, length: number): number[] =>
  Array.from({ length }, (_, i) => (value >>> (8 * (length - 1 - i))) & 0xff);
const u2 = (value: number): number[] => bytesOf(value, 2);
const u4 = (value: number): number[] => bytesOf(value, 4);

/** The constants of a class, each once, numbered from 1. */
function constantPool() {
  const entries: number[][] = [];
  const numbers = new Map<string, number>();
  const add = (tag: number, bytes: number[]): number => {
    const name = `${tag} ${bytes}`;
    const number = numbers.get(name) ?? entries.push([tag, ...bytes]);
    numbers.set(name, number);
    return number;
  };
  const utf8 = (text: string) => add(1, [...u2(Buffer.byteLength(text)), ...Buffer.from(text)]);
  const classOf = (name: string) => add(7, u2(utf8(name)));
  const methodOf = (tag: 10 | 11, reference: string) => {
    const [, owner = '', name = '', descriptor = ''] = /^(.+)\.(.+):(.+)$/.exec(reference) ?? [];
    const nameAndType = add(12, [...u2(utf8(name)), ...u2(utf8(descriptor))]);
    return add(tag, [...u2(classOf(owner)), ...u2(nameAndType)]);
  };
  const bytes = () => [...u2(entries.length + 1), ...entries.flat()];
  return { utf8, classOf, text: (value: string) => add(8, u2(utf8(value))), methodOf, bytes };
}

type Pool = ReturnType<typeof constantPool>;

function codeOf([operation, operand, operands = 0]: Instruction, pool: Pool): number[] {
  switch (operation) {
    case 'load':
      return [0x2a + operand];
    case 'store':
      return [0x4b + operand];
    case 'int':
      return [0x03 + operand];
    case 'text':
      return [0x13, ...u2(pool.text(operand))];
    case 'class':
      return [0x13, ...u2(pool.classOf(operand))];
    case 'cast':
      return [0xc0, ...u2(pool.classOf(operand))];
    case 'static':
      return [0xb8, ...u2(pool.methodOf(10, operand))];
    case 'staticOfInterface':
      return [0xb8, ...u2(pool.methodOf(11, operand))];
    case 'call':
      return [0xb6, ...u2(pool.methodOf(10, operand))];
    case 'callOfInterface':
      return [0xb9, ...u2(pool.methodOf(11, operand)), operands, 0];
    case 'element':
      return [0x32];
    case 'return':
      return [0xb1];
  }
}

/** The class-file version of Java 8. The program has no branches and so needs no stack map; any later Java accepts it. */
const majorVersion = 52;
const publicStatic = 0x0009;
const maxOnStack = 8;
const variables = 4;

/**
 * A class file with one method, `public static void main(String[])`, whose argument is variable 0. It replaces a Java compiler, which the
 * machine may not have. Source: The Java Virtual Machine Specification, Java SE 17 edition, chapter 4.
 */
export function javaProgram(name: string, instructions: readonly Instruction[]): Buffer {
  const pool = constantPool();
  const [self, parent, main, type, attribute] = [
    pool.classOf(name),
    pool.classOf('java/lang/Object'),
    pool.utf8('main'),
    pool.utf8('([Ljava/lang/String;)V'),
    pool.utf8('Code'),
  ];
  const code = instructions.flatMap((each) => codeOf(each, pool));
  const body = [...u2(maxOnStack), ...u2(variables), ...u4(code.length), ...code, ...u2(0), ...u2(0)];
  const method = [publicStatic, main, type, 1, attribute].flatMap(u2).concat(u4(body.length), body);
  const head = [...u4(0xcafebabe), ...u2(0), ...u2(majorVersion), ...pool.bytes()];
  const [noInterfaces, noFields, oneMethod, noAttributes] = [0, 0, 1, 0].map(u2) as [
    number[],
    number[],
    number[],
    number[],
  ];
  const members = [...noInterfaces, ...noFields, ...oneMethod, ...method, ...noAttributes];
  return Buffer.from([...head, ...u2(0x0021), ...u2(self), ...u2(parent), ...members]);
}
