import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Instruction, javaProgram } from './java-class.ts';

const local = 'software/amazon/dynamodb/services/local';
const proxy = `${local}/server/DynamoDBProxyServer`;
const jetty = 'org/eclipse/jetty/server';
const context = `${jetty}/handler/ContextHandler`;

/**
 * DynamoDB Local's own `main` with two more lines: its web server listens on 127.0.0.1 instead of every address of the machine. It answers
 * only requests for this machine's names, so no web page can read it through a name that resolves to 127.0.0.1. In Java:
 *
 *     `var proxy = ServerRunner.createServerFromCommandLineArgs(args);`
 *     `var field = DynamoDBProxyServer.class.getDeclaredField("server");`
 *     `field.setAccessible(true);`
 *     `var server = (Server) field.get(proxy);`
 *     `((ServerConnector) server.getConnectors()[0]).setHost("127.0.0.1");`
 *     `var handlers = ((ContextHandlerCollection) server.getHandler()).getHandlers();`
 *     `((ContextHandler) handlers.get(0)).setVirtualHosts(List.of("127.0.0.1", "localhost"));`
 *     `server.start();`
 */
const instructions: readonly Instruction[] = [
  ['load', 0],
  ['static', `${local}/main/ServerRunner.createServerFromCommandLineArgs:([Ljava/lang/String;)L${proxy};`],
  ['store', 1],
  ['class', proxy],
  ['text', 'server'],
  ['call', 'java/lang/Class.getDeclaredField:(Ljava/lang/String;)Ljava/lang/reflect/Field;'],
  ['store', 2],
  ['load', 2],
  ['int', 1],
  ['call', 'java/lang/reflect/Field.setAccessible:(Z)V'],
  ['load', 2],
  ['load', 1],
  ['call', 'java/lang/reflect/Field.get:(Ljava/lang/Object;)Ljava/lang/Object;'],
  ['cast', `${jetty}/Server`],
  ['store', 3],
  ['load', 3],
  ['call', `${jetty}/Server.getConnectors:()[L${jetty}/Connector;`],
  ['int', 0],
  ['element'],
  ['cast', `${jetty}/ServerConnector`],
  ['text', '127.0.0.1'],
  ['call', `${jetty}/ServerConnector.setHost:(Ljava/lang/String;)V`],
  ['load', 3],
  ['call', `${jetty}/Server.getHandler:()L${jetty}/Handler;`],
  ['cast', `${context}Collection`],
  ['call', `${context}Collection.getHandlers:()Ljava/util/List;`],
  ['int', 0],
  ['callOfInterface', 'java/util/List.get:(I)Ljava/lang/Object;', 2],
  ['cast', context],
  ['text', '127.0.0.1'],
  ['text', 'localhost'],
  ['staticOfInterface', 'java/util/List.of:(Ljava/lang/Object;Ljava/lang/Object;)Ljava/util/List;'],
  ['call', `${context}.setVirtualHosts:(Ljava/util/List;)V`],
  ['load', 3],
  ['call', `${jetty}/Server.start:()V`],
  ['return'],
];

const name = 'TollgateDynamoDbLocal';

/** The arguments of `java` that start DynamoDB Local from its jar on 127.0.0.1. `remove` deletes the files written for it. */
export function loopbackMain(jar: string): { readonly arguments: readonly string[]; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-dynamodb-'));
  writeFileSync(join(folder, `${name}.class`), javaProgram(name, instructions));
  return {
    arguments: ['-cp', [jar, folder].join(delimiter), name],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
