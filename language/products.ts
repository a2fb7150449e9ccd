/**
 * Short forms of Microsoft's products and editions, and words that products are called by. A line of SHORT_FORMS has the
 * forms that stand for each other, in a name as in a text.
 */
export const SHORT_FORMS: readonly string[] = [
  'visual studio, vs, msdn, visualstudio, v studio, vstudio',
  'microsoft 365, office 365, m365, o365, ms365, ms 365, o 365, m 365',
  'power bi, pbi, powerbi, p bi',
  'dynamics 365, d365, dyn 365, dynamics, dyn365, d 365, dyn, dynamic 365',
  'sql server, sql, mssql, ms sql, sqlserver, sql srv',
  'windows, win, wndows',
  'windows server, ws, win server, win srv, winserver, windows srv, windows serveur',
  'on premises, on premise, on prem, onprem, sur site',
  'server, srv, serveur, svr',
  'professional, pro, professionnel, professionnelle, prof, profesional, professionel, profes',
  'enterprise, entreprise, ent, entr, enterprises, entreprises, entp',
  'standard, std, stand, stnd',
  'premium, prem, prm',
  'business, biz, bus, business edition',
  'developer, dev, développeur, developpeur',
  'azure active directory, azure ad, aad, entra id, entra, microsoft entra, entra id, azuread',
  'plan 1, p1, plan1',
  'plan 2, p2, plan2',
  'plan 3, p3, plan3',
  'azure devops, ado, vsts',
  'power automate, flow',
  'power apps, powerapps, papps',
  'power platform, powerplatform',
  'sharepoint, share point, spo, sp online',
  'exchange online, exo',
  'github, gh, git hub',
  'project, proj, ms project, msproject',
  'datacenter, data center, dc, datacentre, data centre, centre de données',
  'one drive, onedrive, od',
  'teams, msteams, ms teams',
  'remote desktop services, rds',
  'client access licence, client access license, cal, cals, licence d’accès client, licences d’accès client',
  'premium per user, ppu, premium par utilisateur',
  'enterprise mobility security, enterprise mobility and security, enterprise mobility, ems',
  'intune, intunes',
  'defender for endpoint, mde, defender endpoint',
  'defender for office 365, mdo, defender for office, defender pour office 365',
  'business central, bc',
  'customer service, service client',
  'monthly, mensuel, mensuels, mensuelle',
  'yearly, annual, annuel, annuelle',
  'credit, credits, crédit, crédits',
  'hours, heures, hrs',
  'incident, incidents',
  'technical, technique, tech, techniques',
  'advisory, conseil',
  'support, assistance',
  'training, formation, formations',
  'test, tests',
  'copilot, co pilot, copilote',
  'studio, std studio',
  'security, sécurité',
  'home, famille',
  'online, en ligne',
  'desktop, bureau',
  'visio, ms visio',
  'cloud, nuage',
  'azure, az',
  'ltsc, long term servicing',
  'subscription, abonnement',
  'advanced, avancé, avancée, avancés, adv',
  'essential, essentials, essentiel, essentiels, ess',
  'basic, basique, basics',
  'starter, démarrage',
  'ultimate, ultime, ult',
  'finance, finances',
  'sales, ventes',
  'machine learning, ml',
  'virtual desktop, avd, azure virtual desktop',
];

/** Words that only strengthen a name: they may be typed beside it without standing in it. */
export const MAKERS = 'microsoft ms msft';

/** Words that make what stands beside a product another product or edition. */
export const EDITIONS =
  'enterprise entreprise professional professionnel professionnelle pro standard std premium prem business ultimate community communaute test home famille developer datacenter essentials essential foundation basic starter plus ent education student students etudiant etudiants academic free trial lite express ltsc ltsb server serveur online desktop mobile web sales finance marketing field service operations commerce hr supply chain automate apps pages platform copilot studio devops defender sentinel intune entra purview fabric synapse databricks cosmos viva rooms phone essentials frontline f1 f3 e1 e3 e5 a1 a3 a5 g3 g5 p1 p2 p3 plan business premium actions codespaces advanced security connect nonprofit preview beta insider code r2 embedded iot workstation workstations report builder integration analysis';

/** Words that products are called by, of Microsoft and others; an unknown one is then a benefit, not a person. */
export const PRODUCTS =
  'pbi msdn o365 m365 d365 acrobat photoshop illustrator indesign adobe premiere lightroom autocad autodesk revit solidworks slack zoom jira confluence trello asana notion salesforce tableau qlik sap oracle mysql postgres postgresql mongodb docker kubernetes vmware citrix chrome firefox gmail google workspace dropbox evernote grammarly miro figma sketch canva webex gotomeeting teamviewer anydesk quickbooks sage xero hubspot zendesk servicenow github gitlab bitbucket jenkins intellij pycharm webstorm jetbrains resharper rider eclipse matlab mathematica stata spss minitab norton mcafee kaspersky avast sophos bitdefender winzip winrar nitro foxit camtasia snagit dreamweaver coreldraw final cut logic linux ubuntu redhat windows office word excel powerpoint outlook onenote access publisher visio project teams sharepoint onedrive exchange skype yammer planner power bi automate apps powerapps virtual agents azure devops dynamics intune defender sentinel entra purview fabric copilot visual studio sql biztalk system lync endpoint configuration sccm hyper bing clarity minecraft viva loop forms stream whiteboard bookings sway delve kaizala surface xbox dax nav axapta crm erp chatgpt openai claude gemini perplexity cursor spotify netflix lastpass 1password bitwarden keepass okta auth0 databricks snowflake splunk datadog elastic grafana terraform ansible postman swagger fiddler wireshark putty filezilla notepad sublime vim emacs xcode unity unreal blender maya cinema sketchup archicad catia ansys labview simulink arcgis qgis docusign hellosign monday clickup basecamp todoist airtable smartsheet wrike zapier mailchimp hootsuite buffer creative workday remote desktop windows365 cognos alteryx looker powerbi dynatrace veeam backup commvault acronis nessus qualys crowdstrike sentinelone';

/** Given names that are common enough to be known as a person when the company has nobody of that name. */
export const GIVEN_NAMES =
  'aaron abby abdul abigail adam adele adrian adrien agathe agnes ahmed aicha aidan aisha alain alan alana albert alejandro alex alexander alexandra alexandre alexis alfred ali alice alicia alina aline alison alistair amanda amandine amber amelia amelie amina amir amy ana anais anders andre andrea andreas andrew andy angela angelique angus anita anja ann anna annabelle anne annie anthony antoine antoinette anton antonio antony arianna ariane armand arnaud arthur arun ashley astrid audrey aurelia aurelie aurelien aurore axel aya barbara barbora bart bastien beatrice beatriz ben benedicte benjamin benoit bernard bernd bertrand beth bianca bill billy bjorn bob boris brad brandon brenda brian brice bridget brigitte bruce bruno bryan callum camille carl carla carlo carlos carmen carol carole caroline carolyn catalina caterina catherine cathy cecile cecilia cedric celia celine chantal charles charlene charlie charlotte chen chloe chris christa christelle christian christiane christina christine christoph christophe christopher claire clara clarisse claude claudia claudine clemence clement coline colin connor corinne craig cristina cyril cyrille damien dan dana daniel daniela daniele danielle danny daphne dario darren dave david deborah delphine denis denise derek deepak diana diane didier diego dieter dimitri dirk dmitri dominic dominique donald doris dorothee doug douglas duncan dylan ed eddy edgar edith edouard eduardo edward edwige eileen elaine eleanor elena eleonore eliott elisa elisabeth elise eliza elizabeth ella ellen elodie elsa emeline emilie emily emma emmanuel emmanuelle enzo eric erica erika erin ernest erwan esteban estelle esther ethan etienne eugene eva evelyne fabien fabienne fabio fabrice fadi farah farid fatima fatou fatoumata federico felipe felix ferdinand fernando fiona flavie fleur flora florence florent florian francesca francesco francine francis francisco franck francois francoise frank franz fred frederic frederik frederique fritz gabriel gabriela gabrielle gael gaelle gareth gary gaspard gavin gemma genevieve geoff george georges gerald gerard gerd gianni gilbert gilles gina giovanni gisele giulia giuseppe gordon graham greg gregoire gregory greta guillaume gunther gus gustave guy gwen gwenaelle habib hamid hanna hannah hans harold harriet harry hassan heather hector heidi helen helena helene helga henri henrik henry herbert herve hilary hiroshi howard hubert hugh hugo hugues iain ian ibrahim ida ignacio igor imran ines ingrid irene iris isaac isabel isabella isabelle isla ismael ivan jack jackie jacob jacqueline jacques jaime jake jamal james jamie jan jane janet janine jasmin jasmine jason javier jay jean jeanne jeff jeffrey jen jennifer jenny jeremie jeremy jerome jerry jess jesse jessica jill jim jimmy jo joachim joanna joanne joao joao jocelyn jocelyne joe joel joelle joey johan johanna johannes john johnny jon jonas jonathan jordan jorge jose josef joseph josephine josh joshua josiane joyce juan judith judy jules julia julian juliana julie julien juliette june jurgen justin justine kai kamal karen karim karin karina karine karl karol katarina kate katharina katherine kathleen kathy katia katie kay keith kelly ken kenji kenneth kenza kerstin kevin khalid kim kirsten klaus konstantin kristen kristina kurt kyle laetitia lara larry lars laura laure laurence laurent lauren laurie lea leandre leila lena leo leon leonard leonardo leonie leslie leticia lewis liam lila lili lilian liliane lilly lily lina linda lionel lisa liz lloyd loic lola lorenzo lou louis louise luc luca lucas lucia lucie lucien luis luisa luke lydia lydie lynn maarten madeleine mael maelle magali magda magnus mahmoud maia malik mandy manon manuel manuela marc marcel marcelo marco marcos marcus margaret margaux margot maria mariam marianne marie marielle mariella marilyn marina marine mario marion marisa marius marjorie marko marlene marta martha martin martina martine marvin mary maryam maryse mateo mathew mathias mathieu mathilde matilda matt matteo matthew matthias matthieu maud maureen maurice max maxence maxime maximilian megan mehdi mei melanie melina melissa mercedes mia michael michal michel michele micheline michelle miguel mike mikhail mila milan milena mireille miriam mohamed mohammed moira mona monica monika monique morgan morgane mourad muriel murielle mustafa myriam nabil nadege nadia nadine naomi natacha natalia natalie natasha nathalie nathan nathaniel neil nelly nicholas nick nicola nicolas nicole nils nina noah noe noel noemie nora norbert norman oceane odile olaf oleg olga oliver olivia olivier omar oscar otto pablo pamela paola paolo pascal pascale patrice patricia patrick paul paula pauline pawel pedro peggy penelope pete peter petra phil philip philipp philippe phoebe pierrick pierre pilar piotr priya quentin rachel rachid rafael rahul rajesh ralf ralph ramon raphael raphaelle raul ravi raymond rebecca regine reinhard remi remy renata renaud rene renee ricardo richard rick rita rob robert roberta roberto robin rodolphe rodrigo roger roland rolf romain roman romane ron ronald rosa rosalie rosie ross roxane roy ruben rudolf rudy rupert russell ruth ryan sabine sabrina sacha said salim sally salma sam samantha samir samira samuel sandra sandrine sandy sanjay santiago sara sarah sasha saskia scott sean sebastian sebastien selena selim selma serge sergei sergio severine shane shannon sharon shaun sheila shirley siegfried silke silvia simeon simon simona simone sina sofia sofie solange solene sonia sophia sophie soraya stacy stan stanislas stefan stefanie stella stephan stephane stephanie stephen steve steven stewart stuart sue susan susanna susanne suzanne svetlana sven sybille sylvain sylvia sylvie tamara tania tanguy tanja tanya tara tarek tatiana ted teresa terry tessa theo theodore theresa therese thibault thibaut thierry thomas tiago tim timothy tina titouan tobias todd tom tomas tomasz tommy toni tony tracy trevor tristan ulrich ulrike ursula valentin valentina valentine valerie vanessa vera veronica veronique victor victoria vijay viktor vincent violaine violette virginia virginie vivian viviane vladimir walter wei wendy werner wilfried wilhelm william winston wolfgang xavier yann yannick yasmin yasmine yohan yolande youssef yuki yuri yusuf yves yvette yvonne zach zachary zahra zara zeynep zoe';
